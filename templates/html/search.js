// 搜索：名称、俗称、拼音（全拼、首字母、混着写）、编码、部门，按像的程度排。数据在 search-data.js。
const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

const NEVER = Infinity;
const LONGEST_TERM = 40;

// 字母能不能从第 at 个字起，一个字至少一个字母地拼下去：hkqy、hukouqy、hukouqianyi。
const isSpelled = (syllables, at, letters, failed) => {
  if (!letters) return true;
  if (at === syllables.length) return false;
  const key = at * (LONGEST_TERM + 1) + letters.length;
  if (failed.has(key)) return false;
  const syllable = syllables[at];
  let same = 0;
  while (same < letters.length && same < syllable.length && syllable[same] === letters[same]) same += 1;
  for (let taken = same; taken > 0; taken -= 1)
    if (isSpelled(syllables, at + 1, letters.slice(taken), failed)) return true;
  failed.add(key);
  return false;
};

// 首字母或全拼（hkqy、hukouqianyi）比混着写的（hukouqy）靠前：混着写容易碰巧。
const rankOfSpelling = (syllables, letters) => {
  const starts = syllables.flatMap((syllable, at) => (syllable[0] === letters[0] ? [at] : []));
  const isPlain = (at) =>
    syllables.slice(at).join("").startsWith(letters) ||
    syllables.slice(at).map((syllable) => syllable[0]).join("").startsWith(letters);
  const plain = starts.find(isPlain);
  if (plain !== undefined) return plain ? 5 : 4;
  const failed = new Set();
  const mixed = starts.find((at) => isSpelled(syllables, at, letters, failed));
  if (mixed === undefined) return NEVER;
  return mixed ? 7 : 6;
};

const inOrder = (text, term) => {
  let at = 0;
  for (const character of text) if (character === term[at]) at += 1;
  return at === term.length;
};

const rankOfName = (name, term) => {
  if (name.text === term) return 1;
  if (name.text.startsWith(term)) return 2;
  if (name.text.includes(term)) return 3;
  if (/^[a-z0-9]+$/.test(term)) return rankOfSpelling(name.syllables, term);
  if (term.length > 1 && inOrder(name.text, term)) return 9;
  return term.length > 2 && [...term].every((character) => name.text.includes(character)) ? 10 : NEVER;
};

// 越小越像。正式名称比俗称和主项名称靠前半级。
const rank = (record, term) => {
  if (record.code && record.code === term) return 0;
  let best = record.code && term.length > 2 && record.code.startsWith(term) ? 1.5 : NEVER;
  record.names.forEach((name, number) => {
    best = Math.min(best, rankOfName(name, term) + (number ? 0.5 : 0));
  });
  if (best > 7.5 && term.length > 3 && record.code.includes(term)) best = 7.5;
  if (best > 8 && record.words.some((word) => word.includes(term))) best = 8;
  return best;
};

const asRecord = ([file, title, kicker, code, others, readings, numbers], order, facets) => {
  const names = [title, ...others, kicker].map((name, at) => ({
    text: fold(name),
    syllables: readings[at] ? readings[at].split(" ") : [],
  }));
  const words = numbers.map((found, at) => found.map((number) => facets[at][1][number]));
  return {
    file, title, kicker, code: fold(code), shownCode: code, others, order, names,
    facets: new Map(facets.map(([facet], at) => [facet, words[at]])),
    words: words.flat().map(fold),
  };
};

// 几个词用空格隔开时，每个词都要有；filters 是 部门 → 公安厅 等。
const findIn = (records, words, filters) => {
  const terms = words.split(/\s+/).map((word) => fold(word).slice(0, LONGEST_TERM)).filter(Boolean);
  const found = [];
  for (const record of records) {
    if (![...filters].every(([facet, word]) => record.facets.get(facet)?.includes(word))) continue;
    const total = terms.reduce((sum, term) => sum + rank(record, term), 0);
    if (total < NEVER) found.push([total, record]);
  }
  return found.sort((a, b) => a[0] - b[0] || a[1].order - b[1].order).map(([, record]) => record);
};
