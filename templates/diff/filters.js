// 筛选：对照表、差异、疑似、承接的权力都用同一组条件。
const form = byId("filters");
const shown = byId("shown");
const { list: listSelect, department: departmentSelect, text: textInput, violation: violationBox, best: bestBox } = form.elements;
const kindsBox = byId("kinds");
const regionBoxes = byId("region-boxes");

const chosen = { words: new Set(), marks: new Set(), states: new Set() };
let columnsShown = data.columns.map((_, column) => column);

const wordsTyped = () => folded(textInput.value).split(/\s+/).filter(Boolean);
const departmentWanted = () => (departmentSelect.value === "" ? -1 : data.departments.indexOf(departmentSelect.value));
const restrictsCells = () => violationBox.checked || chosen.words.size > 0 || chosen.marks.size > 0;

// 每一种样子的格子要不要看：先看是否违规，再看选了哪些词；几个词之间是“或”。
function looksWanted() {
  const any = !chosen.words.size && !chosen.marks.size;
  return looks.map((look) => Boolean(look)
    && (!violationBox.checked || look.decision === 1)
    && (any || chosen.words.has(look.word) || look.marks.some((mark) => chosen.marks.has(mark))));
}

// 各词各有多少，写在选项上；count(look) 是那种样子有多少个。
function drawKinds(count) {
  const words = new Map();
  const marks = new Map();
  looks.forEach((look, place) => {
    if (!look || (violationBox.checked && look.decision !== 1)) return;
    const own = count(place);
    words.set(look.word, (words.get(look.word) ?? 0) + own);
    for (const mark of look.marks) marks.set(mark, (marks.get(mark) ?? 0) + own);
  });
  data.words.forEach(([word], place) => { if (chosen.words.has(place) && !words.has(place)) words.set(place, 0); });
  for (const mark of chosen.marks) if (!marks.has(mark)) marks.set(mark, 0);
  const made = [];
  for (const place of data.words.keys()) {
    if (words.get(place) || chosen.words.has(place)) made.push(kindBox("word", place, data.words[place][0], words.get(place)));
  }
  for (const [mark, own] of marks) if (own || chosen.marks.has(mark)) made.push(kindBox("mark", mark, mark, own));
  const focused = document.activeElement?.closest?.("#kinds") ? document.activeElement.value : null;
  kindsBox.replaceChildren(kindsBox.querySelector("legend"), ...made);
  if (focused !== null) made.map((label) => label.firstChild).find((box) => box.value === focused)?.focus();
}

function kindBox(name, value, label, count) {
  const checked = name === "word" ? chosen.words.has(value) : chosen.marks.has(value);
  const box = element("input", { type: "checkbox", name, value: String(value), checked });
  return element("label", { className: `kind of-${name}` }, box, label, element("small", {}, number(count)));
}

function drawRegions() {
  regionBoxes.replaceChildren(...data.names.map((name, column) => element("label", {},
    element("input", { type: "checkbox", name: "region", value: String(column), checked: columnsShown.includes(column) }), name)));
  byId("regions").querySelector("summary").textContent = columnsShown.length === data.names.length
    ? `地区（全部 ${data.names.length}）` : `地区（${columnsShown.length}／${data.names.length}）`;
}

function readBoxes() {
  chosen.words = new Set([...kindsBox.querySelectorAll("[name=word]:checked")].map((box) => Number(box.value)));
  chosen.marks = new Set([...kindsBox.querySelectorAll("[name=mark]:checked")].map((box) => box.value));
  chosen.states = new Set([...byId("states").querySelectorAll(":checked")].map((box) => Number(box.value)));
  columnsShown = [...regionBoxes.querySelectorAll(":checked")].map((box) => Number(box.value));
}

function resetFilters() {
  chosen.words.clear();
  chosen.marks.clear();
  chosen.states.clear();
  columnsShown = data.columns.map((_, column) => column);
}

// 条件写进地址，可以收藏，也可以发给别人。
function filtersAsText() {
  const given = new URLSearchParams();
  if (departmentSelect.value) given.set("department", departmentSelect.value);
  if (textInput.value.trim()) given.set("text", textInput.value.trim());
  if (violationBox.checked) given.set("violation", "1");
  if (bestBox.checked) given.set("best", "1");
  const kinds = [...[...chosen.words].map((word) => data.words[word][0]), ...chosen.marks];
  if (kinds.length) given.set("kind", kinds.join(","));
  if (chosen.states.size) given.set("state", [...chosen.states].map((state) => data.states[state]).join(","));
  if (columnsShown.length < data.columns.length) given.set("regions", columnsShown.map((column) => data.names[column]).join(","));
  return given;
}

function filtersFrom(given) {
  departmentSelect.value = given.get("department") ?? "";
  if (departmentSelect.selectedIndex < 0) departmentSelect.value = "";
  textInput.value = given.get("text") ?? "";
  violationBox.checked = given.get("violation") === "1";
  bestBox.checked = given.get("best") === "1" && data.best.length > 0;
  resetFilters();
  const marks = new Set(looks.flatMap((look) => (look ? look.marks : [])));
  for (const kind of (given.get("kind") ?? "").split(",").filter(Boolean)) {
    const word = data.words.findIndex(([label]) => label === kind);
    if (word >= 0) chosen.words.add(word);
    else if (marks.has(kind)) chosen.marks.add(kind);
  }
  for (const words of (given.get("state") ?? "").split(",")) {
    const state = data.states.indexOf(words);
    if (state >= 0) chosen.states.add(state);
  }
  if (given.has("regions")) {
    const names = new Set(given.get("regions").split(","));
    columnsShown = columnsShown.filter((column) => names.has(data.names[column]));
  }
  drawRegions();
}
