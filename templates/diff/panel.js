// 两边对照：一格打开后，省目录在左，本地在右，下面逐条列出差异。
const panel = byId("panel");
let panelClosed = () => {};

const badge = (decision) => element("span", { className: `level ${TONES[decision]}` },
  `${SIGNS[decision]} ${decision ? data.decisions[decision] : "不单独判定"}`);

function said(name, value, differs) {
  return [element("dt", {}, name), element("dd", differs ? { className: "differs" } : {}, value)];
}

// 一行：两边一对一时，不同的地方加下划线；部门各地本来就不同名，不算。
function drawEntry(entry, other, oneThing) {
  const differs = (key) => Boolean(other) && other[key] !== entry[key];
  const title = element("p", { className: "name" }, element("bdi", differs("name") ? { className: "differs" } : {}, nameOf(entry)));
  const facts = element("dl", {},
    ...said("编码", element("code", {}, entry.code || "没有编码"), differs("code")),
    ...said(oneThing ? "牵头部门" : "部门", entry.body || "没有写", false),
    ...said("承诺", entry.promise || "没有写", differs("promise")),
    ...(oneThing ? [] : said("材料", entry.materials === null ? "没有写" : `${entry.materials} 项`, differs("materials"))),
    ...said("文件", entry.line ? `${entry.file}:${entry.line}` : entry.file, false));
  return element("div", { className: "entry" }, title, facts);
}

function drawSide(title, name, entries, others, none, oneThing) {
  const pair = entries.length === 1 && others.length === 1 ? others[0] : null;
  const drawn = entries.length ? entries.map((entry) => drawEntry(entry, pair, oneThing)) : [element("p", { className: "none" }, none)];
  return element("section", {}, element("h3", {}, title, " ", element("small", {}, name)), ...drawn);
}

// 几行对几行时，说明这一处差异是哪一行和哪一行。
function betweenSaid(change, alignment) {
  if (alignment.directory.length < 2 && alignment.local.length < 2) return "";
  return change.between.map(([one, other]) => `目录第 ${one + 1} 条与本地第 ${other + 1} 条`).join("，");
}

function drawValue(value, place) {
  const made = element("td", {}, element("span", { className: "message" }, value || "没有"));
  if (place) made.append(element("p", { className: "place" }, place));
  return made;
}

function drawChange(change, alignment) {
  const what = element("th", { scope: "row" }, data.changes[change.kind]);
  for (const note of [change.path, change.unsure ? "不能断定" : "", betweenSaid(change, alignment), change.kind === data.ofLists ? "说的是整个清单，只在这里说一次" : ""]) {
    if (note) what.append(element("p", { className: "place" }, note));
  }
  const verdict = element("td", {}, badge(change.decision));
  if (change.approved) verdict.append(element("p", { className: "approval" }, change.approved));
  const upper = drawValue(change.before, change.there);
  upper.dataset.title = data.lists[alignment.list][4];
  return element("tr", { className: change.approved ? "approved" : "" },
    what, upper, drawValue(change.after, change.here),
    verdict, element("td", {}, element("span", { className: "message" }, change.reason)));
}

function drawChanges(alignment) {
  if (!alignment.directory.length || !alignment.local.length) return [];
  if (alignment.suggested) return [element("p", { className: "none" }, "还没有逐项比对：要先由人判断是不是同一个事项。")];
  if (!alignment.changes.length) return [element("p", { className: "none" }, "各项内容没有别的差异。")];
  const heads = ["什么", data.lists[alignment.list][4], "本地", "判定", "理由"].map((title) => element("th", { scope: "col" }, title));
  return [
    element("h3", {}, `差异 ${alignment.changes.length} 处`),
    element("table", { className: "plain changes" },
      element("thead", {}, element("tr", {}, ...heads)),
      element("tbody", {}, ...alignment.changes.map((change) => drawChange(change, alignment)))),
  ];
}

// 为什么对上；由人确认的只说谁定的，疑似的还没有对上。
function drawWhy(alignment) {
  const { because, matched } = alignment;
  if (!matched && !because.length) return [];
  const sure = alignment.confidence < 1 ? `，把握 ${Math.round(alignment.confidence * 100)}%` : "";
  const how = alignment.suggested ? `疑似同一事项${sure}` : matched ? `按${matched}对上${sure}` : "";
  return [element("p", { className: "why" }, [how, because.join("；")].filter(Boolean).join("："))];
}

// 对标：同一事项各地谁承诺最短、谁材料最少。
function drawBest(row) {
  const best = row >= 0 && data.best.length ? data.best[row] : 0;
  if (!best) return [];
  const [standard, least, middle, fewest, usual, far] = best;
  const facts = [];
  if (standard) facts.push(...said("目录承诺", standard, false));
  if (least.length) facts.push(...said("承诺最短", least.map(([value, who]) => `${value}（${who}）`).join("；"), false));
  if (middle) facts.push(...said("承诺中位数", middle, false));
  if (fewest) facts.push(...said("材料最少", `${fewest[0]} 项（${fewest[1]}）`, false));
  if (usual) facts.push(...said("材料中位数", `${usual} 项`, false));
  for (const [column, value] of far) facts.push(...said("远高于各地", `${data.names[column]} ${value}`, false));
  return facts.length ? [element("h3", {}, "对标"), element("dl", { className: "best" }, ...facts)] : [];
}

function verdictOf(alignment) {
  if (!alignment.decision) return [];
  const made = element("p", { className: "verdict" }, badge(alignment.decision), " ", alignment.reason);
  return alignment.approved ? [made, element("p", { className: "approval" }, alignment.approved)] : [made];
}

// 一件事没有认领不认领，两边都有就说都有；疑似的什么都还没有定。
function wordOf(alignment) {
  if (alignment.suggested) return "疑似";
  const look = looks[alignment.look];
  if (alignment.oneThing && data.kinds[alignment.kind][0] === "same" && look?.decision !== 1) return "两边都有";
  return look ? data.words[look.word][0] : data.kinds[alignment.kind][1];
}

function openPanel(alignment, row, closed) {
  const [name, title, , directories, upper] = data.lists[alignment.list];
  const first = (alignment.directory[0] ?? alignment.local[0]);
  const close = element("button", { type: "button", className: "close" }, "关闭 ×");
  close.addEventListener("click", () => panel.close());
  const word = wordOf(alignment);
  const none = alignment.kind === data.kinds.findIndex(([kind]) => kind === "exempt") ? "本地声明不认领。" : "本地清单里没有。";
  panel.replaceChildren(
    element("header", {},
      element("h2", { id: "panel-title" }, element("bdi", {}, nameOf(first)), " ", element("code", {}, first.code)),
      close),
    element("p", { className: "about" }, `${name} · ${data.departments[alignment.department]}${alignment.type ? ` · ${alignment.type}` : ""} · ${word}`),
    ...verdictOf(alignment),
    ...drawWhy(alignment),
    element("div", { className: "sides" },
      drawSide(upper, directories, alignment.directory, alignment.local, `${upper}里没有。`, alignment.oneThing),
      drawSide("本地", title, alignment.local, alignment.directory, none, alignment.oneThing)),
    ...drawChanges(alignment),
    ...drawBest(row));
  panelClosed = closed;
  if (!panel.open) panel.showModal();
  panel.scrollTop = 0;
  close.focus();
}

panel.addEventListener("close", () => panelClosed());
// 点面板外面也关上。
panel.addEventListener("click", (event) => { if (event.target === panel) panel.close(); });
