// 数据：名称、理由等反复出现的文字只存一次，用编号；一个清单的差异，头一次要看时才读。
const SIGNS = ["√", "×", "△", "○", "批"];
const TONES = ["plain", "violation", "report", "allowed", "approved"];
const APPROVED = 4;
const ONE_THING = "一件事";

const data = JSON.parse(byId("data").textContent);
const looks = data.looks.map((look) => look && { word: look[0], decision: look[1], marks: look[2] });
const cells = data.cells.map((column) => Uint16Array.from(column));
const several = data.lists.length > 1;

let sharedMemo;
const shared = () => (sharedMemo ??= JSON.parse(byId("shared").textContent));
const textOf = (place) => shared().texts[place ?? 0] ?? "";

// 没有名称的，用编码代替。
const nameOf = (entry) => entry.name || entry.code || "（没有名称）";

function entryOf(raw, first, folder) {
  const [code, name, body, file, line, promise, materials, outside] = raw;
  const place = textOf(file);
  return {
    code: code === -1 ? first.code : textOf(code),
    name: name === -1 ? first.name : textOf(name),
    body: textOf(body),
    file: folder && place && !outside ? `${folder}/${place}` : place,
    line: line ?? 0,
    promise: textOf(promise),
    materials: materials ? materials - 1 : null,
  };
}

function spotOf(spot, entry) {
  if (Array.isArray(spot)) return textOf(spot[0]);
  return spot && entry ? `${entry.file}:${spot}` : "";
}

function changeOf(raw, directory, local) {
  const [kind, decision, reason, before, after, path, there, here, unsure, between, approved] = raw;
  const [one, other] = (between || [[0, 0]])[0];
  return {
    kind, decision: decision ?? 0, reason: textOf(reason), before: textOf(before), after: textOf(after),
    path: textOf(path), there: spotOf(there, directory[one]), here: spotOf(here, local[other]),
    unsure: Boolean(unsure), between: between || [[0, 0]], approved: textOf(approved),
  };
}

// 一条对照：两边的行、为什么对上、判定、各处差异；look 是它在对照表里的样子。
function alignmentOf(raw, list) {
  const [kind, decision, reason, way, department, type, look, there, here, changes, approved, oneThing] = raw;
  const directory = (there ?? []).map((place) => entryOf(shared().entries[place], null, ""));
  const local = (here ?? []).map((each) => entryOf(each, directory[0], data.lists[list][2]));
  const [matched, confidence, because] = shared().ways[way ?? 0];
  return {
    list, kind: kind ?? 0, decision: decision ?? 0, reason: textOf(reason), matched, confidence, because,
    department: department ?? 0, type: textOf(type), look: look ?? 0, directory, local,
    changes: (changes ?? []).map((each) => changeOf(each, directory, local)), approved: textOf(approved),
    oneThing: Boolean(oneThing), suggested: false,
  };
}

const read = new Map();

// 一个清单：全部对照、疑似、部门对账、承接的权力，和从编码到对照的路。
function listAt(place) {
  if (!read.has(place)) {
    const raw = JSON.parse(byId(`list-${place}`).textContent);
    const made = {
      ...raw,
      alignments: raw.alignments.map((each) => alignmentOf(each, place)),
      suggestions: raw.suggestions.map((each) => ({ ...alignmentOf(each, place), suggested: true })),
    };
    made.byCode = codesOf(made.alignments);
    read.set(place, made);
  }
  return read.get(place);
}

// 目录的编码在先，清单自己的在后；没有编码的事项和一件事按它在清单里的次序，前面加 @：一件事的编码不指事项。
function codesOf(alignments) {
  const found = new Map();
  const alone = new Map();
  alignments.forEach((alignment, place) => {
    if (alignment.oneThing) {
      alignment.address = `@${place}`;
      return;
    }
    const given = alignment.directory.length > 0;
    for (const { code } of given ? alignment.directory : alignment.local) {
      if (code) (given ? found : alone).set(code, alignment);
    }
    alignment.address = (given ? alignment.directory : alignment.local).find(({ code }) => code)?.code ?? `@${place}`;
    if (alignment.address === `@${place}`) found.set(alignment.address, alignment);
  });
  for (const [code, alignment] of alone) {
    if (!found.has(code)) found.set(code, alignment);
    else if (found.get(code) !== alignment) alignment.address = `@${alignments.indexOf(alignment)}`;
  }
  return { get: (code) => found.get(code) ?? (/^@\d+$/.test(code) ? alignments[Number(code.slice(1))] : undefined) };
}

// 最重的、还没有批准的判定；全都批准了的是 APPROVED。
function worstOf(alignment) {
  let worst = 0;
  for (const each of [alignment, ...alignment.changes]) {
    if (!each.decision) continue;
    const own = each.approved ? APPROVED : each.decision;
    if (!worst || own < worst) worst = own;
  }
  return worst;
}
