// 差异、疑似：一次看一个清单，一次画一页。
const MATTERS_A_PAGE = 50;
const matters = byId("matters");
const pages = byId("pages");

let found = [];
let page = 0;

function wordsOf(alignment) {
  alignment.haystack ??= folded([
    ...[...alignment.directory, ...alignment.local].flatMap((entry) => [entry.code, entry.name, entry.body, entry.file]),
    data.departments[alignment.department], alignment.type, data.kinds[alignment.kind][1], alignment.reason,
    ...alignment.changes.flatMap((change) => [data.changes[change.kind], change.before, change.after, change.reason, change.approved]),
  ].join("\n"));
  return alignment.haystack;
}

function filterList(alignments, byKind) {
  const words = wordsTyped();
  const department = departmentWanted();
  const wantedLooks = looksWanted();
  const restricts = byKind && restrictsCells();
  const counts = new Array(looks.length).fill(0);
  found = alignments.filter((alignment) => {
    if (department >= 0 && alignment.department !== department) return false;
    if (!words.every((word) => wordsOf(alignment).includes(word))) return false;
    counts[alignment.look] += 1;
    return !restricts || wantedLooks[alignment.look];
  });
  drawKinds((look) => counts[look]);
}

function drawBrief(change, upper) {
  const both = element("span", { className: "message" }, `${data.changes[change.kind]}${change.unsure ? "（不能断定）" : ""}：${upper} ${change.before || "没有"} → 本地 ${change.after || "没有"}`);
  const made = element("div", {}, both, element("p", { className: "place" }, `${change.reason}${change.path ? ` · ${change.path}` : ""}${change.here ? ` · ${change.here}` : ""}`));
  if (change.approved) made.append(element("p", { className: "approval" }, change.approved));
  return element("li", { className: change.approved ? "approved" : "" }, badge(change.decision), made);
}

const oneThingMark = (alignment) => (alignment.oneThing ? [element("span", { className: "mark" }, ONE_THING), " "] : []);

function drawMatter(alignment, open) {
  const first = alignment.directory[0] ?? alignment.local[0];
  const other = alignment.directory.length ? alignment.local[0] : undefined;
  const both = element("button", { type: "button", className: "both" }, "两边对照");
  both.addEventListener("click", () => open(alignment));
  const word = data.kinds[alignment.kind][0] === "same" ? "" : data.kinds[alignment.kind][1];
  const title = element("h4", {}, ...oneThingMark(alignment), element("bdi", {}, nameOf(first)), " ", element("code", {}, first.code), " ",
    element("span", { className: "word" }, word), " ", both);
  const made = element("section", { className: "matter" }, title);
  const place = other ?? first;
  const own = other && other.name !== first.name ? `本地 ${nameOf(other)} · ` : "";
  made.append(element("p", { className: "file" }, `${own}${data.departments[alignment.department]} · ${place.line ? `${place.file}:${place.line}` : place.file}`));
  made.append(...verdictOf(alignment));
  if (alignment.changes.length) made.append(element("ol", {}, ...alignment.changes.map((change) => drawBrief(change, data.lists[alignment.list][4]))));
  return made;
}

function drawSuggestion(alignment, open) {
  const made = drawMatter({ ...alignment, kind: 0 }, open);
  const [one, other] = [alignment.directory[0], alignment.local[0]];
  made.querySelector(".word").textContent = `疑似，把握 ${Math.round(alignment.confidence * 100)}%`;
  made.append(element("p", {}, `${data.lists[alignment.list][4]} ${nameOf(one)}（${one.code || "没有编码"}） ↔ 本地 ${nameOf(other)}（${other.code || "没有编码"}）`),
    element("p", { className: "place" }, alignment.because.join("；")));
  return made;
}

function drawFound(some, drawOne, open) {
  matters.replaceChildren(...some.map((alignment) => drawOne(alignment, open)));
  if (!some.length) matters.append(element("p", { className: "none" }, "没有符合条件的。"));
}

// 翻到的这一页。
function turnedTo(all) {
  const count = Math.max(1, Math.ceil(all.length / MATTERS_A_PAGE));
  page = Math.min(Math.max(page, 0), count - 1);
  pages.hidden = count < 2;
  pages.querySelector("span").textContent = `第 ${page + 1} 页，共 ${count} 页`;
  pages.querySelector("[data-step='-1']").disabled = page === 0;
  pages.querySelector("[data-step='1']").disabled = page === count - 1;
  return all.slice(page * MATTERS_A_PAGE, (page + 1) * MATTERS_A_PAGE);
}

function showFound(all, what, drawOne, open) {
  const changes = found.reduce((sum, alignment) => sum + alignment.changes.length, 0);
  const things = found.reduce((sum, alignment) => sum + Number(alignment.oneThing), 0);
  const some = `${what}${things ? `（含一件事 ${number(things)} 件）` : ""}${changes ? `，差异 ${number(changes)} 处` : ""}`;
  shown.textContent = found.length === all ? `共 ${number(all)} ${some}` : `${number(found.length)} ${some}（共 ${number(all)} 个）`;
  drawFound(turnedTo(found), drawOne, open);
}

// 有判定的才是差异；最重的在前。
function differencesOf(list) {
  const made = listAt(list);
  made.differences ??= made.alignments
    .filter((alignment) => worstOf(alignment))
    .sort((one, other) => worstOf(one) - worstOf(other));
  return made.differences;
}

function showList(view, list, open) {
  if (view === "departments") {
    drawDepartments(list, open);
  } else if (view === "devolved") {
    drawDevolved(list, open);
  } else if (view === "suggestions") {
    const all = listAt(list).suggestions;
    filterList(all, false);
    showFound(all.length, "对名称相似，要由人判断：用 --format xlsx 导出，在表里逐行判断后用 --confirm 读回", drawSuggestion, open);
  } else {
    const all = differencesOf(list);
    filterList(all, true);
    showFound(all.length, "个事项", drawMatter, open);
  }
}
