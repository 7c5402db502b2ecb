// 部门对账、承接的权力：一次看一个清单。
const A_SCREENFUL = 15;
const IN_FORCE = 0;
const statesBox = byId("states");

const isAgainst = (list) => data.lists[list][4] !== "省目录";

// 点名称打开两边对照。
function matterLink(alignment, words, open) {
  const made = element("button", { type: "button", className: "link" }, ...words);
  made.addEventListener("click", () => open(alignment));
  return made;
}

const codeAndName = ({ code, name }) => [element("code", {}, code || "没有编码"), " ", element("bdi", {}, name || "（没有名称）")];

// 缺失的：编码和名称，点开看两边对照；不在这一页数据里的只写编码。
function drawMissing(row, alignments, open) {
  const items = row.missing.map((place) => element("li", {}, typeof place === "number"
    ? matterLink(alignments[place], codeAndName(alignments[place].directory[0]), open) : element("code", {}, place)));
  return element("details", { className: "lacking", open: items.length <= 5 }, element("summary", {}, `缺失 ${number(items.length)} 个`), element("ul", {}, ...items));
}

function accountOf([name, all, local, exempt, missing, outside, went, causes, lacking]) {
  return {
    name, all, local: local ?? [], exempt: exempt ?? 0, lacking: missing ?? 0, outside: outside ?? 0,
    went: went ?? [], causes: causes ?? [], missing: lacking ?? [],
  };
}

function accountWords(row, alignments) {
  const missing = row.missing.flatMap((place) => (typeof place === "number"
    ? alignments[place].directory.flatMap(({ code, name }) => [code, name]) : [place]));
  return folded([row.name, ...row.local.map(([name]) => name), ...row.causes.map(([cause]) => cause), ...missing].join("\n"));
}

const listed = (pairs) => pairs.map(([words, count]) => `${words} ${number(count)}`).join("，");

function drawAccount(row, heads, alignments, open) {
  const where = element("td", { className: "said" }, element("p", {}, listed(row.local) || "—"));
  const went = data.went.map((words, place) => [words, row.went[place] ?? 0]).filter(([, count]) => count);
  if (went.length) where.append(element("p", { className: "place" }, `其中${listed(went)}`));
  if (row.causes.length) where.append(element("p", { className: "place" }, `不认领：${listed(row.causes)}`));
  if (row.missing.length) where.append(drawMissing(row, alignments, open));
  const cells = [element("th", { scope: "row" }, row.name), element("td", {}, number(row.all)), where,
    ...[row.exempt, row.lacking, row.outside].map((count) => element("td", {}, number(count)))];
  cells.forEach((cell, place) => { cell.dataset.title = heads[place]; });
  return element("tr", {}, ...cells);
}

// 没有可看的：为什么，别的哪些清单有；点一下就看它。
function drawNothing(list, what, counts) {
  const words = isAgainst(list) ? `这是和上级清单的对照；${what}列在它和省目录的对照里。` : `这个清单没有${what}。`;
  const made = element("p", { className: "none" }, words);
  const others = counts.flatMap((count, place) => (count && place !== list ? [place] : []));
  if (others.length) made.append(" 有的清单：");
  others.forEach((place, at) => {
    const name = element("button", { type: "button", className: "link" }, data.lists[place][0]);
    name.addEventListener("click", () => chooseList(place));
    made.append(at ? "、" : "", name, `（${number(counts[place])}）`);
  });
  return made;
}

function drawDepartments(list, open) {
  const { departments, unclear: doubtful, alignments } = listAt(list);
  const words = wordsTyped();
  const all = departments.map(accountOf);
  const rows = all.filter((row) => words.every((word) => accountWords(row, alignments).includes(word)));
  const titles = ["省目录部门", "应有", "本地各部门", "不认领", "缺失", "目录外"];
  const heads = titles.map((title) => element("th", { scope: "col" }, title));
  const unclear = doubtful.map(([name, own, count, examples, bodies]) => element("li", {},
    `${own} 办理 ${name} 的 ${number(count)} 个事项（如 ${examples.join("、")}），看不出是同一条线。确是由它办理的，请在 catalog.yaml 的 部门对应 里写 ${name}: [${bodies.join(", ")}]。`));
  shown.textContent = `${number(rows.length)} 个部门。应有 = 本地各部门 + 不认领 + 缺失。`;
  matters.replaceChildren(all.length ? scrolled("部门对账", element("table", { className: "accounts" },
    element("thead", {}, element("tr", {}, ...heads)),
    element("tbody", {}, ...rows.map((row) => drawAccount(row, titles, alignments, open))))) : drawNothing(list, "部门对账", []));
  if (unclear.length) matters.append(element("h3", {}, "要核对的部门"), element("ul", {}, ...unclear));
  pages.hidden = true;
  drawKinds(() => 0);
}

// 宽的表在自己的框里左右滚动，键盘也到得了。
function scrolled(label, table) {
  const made = element("div", { className: "scroll accounts", tabIndex: 0, ariaLabel: label }, table);
  made.setAttribute("role", "region");
  return made;
}

function devolvedOf([code, name, source, giver, level, powers, scope, since, until, state, place, at], alignments, folder) {
  const made = {
    code: textOf(code), name: textOf(name), source: textOf(source), giver: textOf(giver), level: textOf(level),
    powers: textOf(powers), scope: textOf(scope), since: textOf(since), until: textOf(until), state: state ?? 0,
    place: Array.isArray(place) ? place[0] : `${folder}/${place}`, alignment: at ? alignments[at - 1] : null,
  };
  made.words = folded([...Object.values(made).filter((value) => typeof value === "string"), data.states[made.state]].join("\n"));
  return made;
}

function devolvedIn(list) {
  const made = listAt(list);
  made.given ??= made.devolved.map((each) => devolvedOf(each, made.alignments, data.lists[list][2]));
  return made.given;
}

function termSaid({ since, until }) {
  if (since && until) return `${since} 至 ${until}`;
  return since ? `${since} 起` : until ? `至 ${until}` : "没有写";
}

const POWERS = ["事项", "编码", "权力来源", "给权机关", "层级", "权限", "范围", "起止", "状态"];

function drawPower(one, open) {
  const title = nameOf(one);
  const name = element("th", { scope: "row" }, one.alignment ? matterLink(one.alignment, [element("bdi", {}, title)], open) : element("bdi", {}, title));
  if (one.place) name.append(element("p", { className: "place" }, one.place));
  const state = element("span", { className: `level ${one.state === IN_FORCE ? "plain" : "report"}` }, data.states[one.state]);
  const cells = [name, element("td", {}, element("code", {}, one.code || "没有写")),
    ...[one.source, one.giver, one.level, one.powers, one.scope].map((words) => element("td", {}, words || "没有写")),
    element("td", {}, termSaid(one)), element("td", {}, state)];
  cells.forEach((cell, place) => { cell.dataset.title = POWERS[place]; });
  return element("tr", {}, ...cells);
}

const powersTable = (rows, open) => scrolled("承接的权力", element("table", { className: "plain accounts powers" },
  element("thead", {}, element("tr", {}, ...POWERS.map((title) => element("th", { scope: "col" }, title)))),
  element("tbody", {}, ...rows.map((one) => drawPower(one, open)))));

// 一屏看得完的不必按状态筛选。
function drawStates(rows, all) {
  const counts = data.states.map((_, state) => rows.filter((one) => one.state === state).length);
  const focused = document.activeElement?.closest?.("#states") ? document.activeElement.value : null;
  const made = data.states.flatMap((words, state) => {
    if (!counts[state] && !chosen.states.has(state)) return [];
    const box = element("input", { type: "checkbox", name: "state", value: String(state), checked: chosen.states.has(state) });
    return [element("label", { className: "kind" }, box, words, element("small", {}, number(counts[state])))];
  });
  statesBox.hidden = all <= A_SCREENFUL && !chosen.states.size;
  statesBox.replaceChildren(statesBox.querySelector("legend"), ...made);
  if (focused !== null) made.map((label) => label.firstChild).find((box) => box.value === focused)?.focus();
}

function drawDevolved(list, open) {
  const all = devolvedIn(list);
  const words = wordsTyped();
  const some = all.filter((one) => words.every((word) => one.words.includes(word)));
  drawStates(some, all.length);
  drawKinds(() => 0);
  found = chosen.states.size ? some.filter((one) => chosen.states.has(one.state)) : some;
  const onPage = turnedTo(found);
  const whole = found.length === all.length ? "" : `（共 ${number(all.length)} 项）`;
  const doubtful = found.filter((one) => one.state !== IN_FORCE).length;
  shown.textContent = `承接的权力（下放、授权、委托）${number(found.length)} 项${doubtful ? `，其中 ${number(doubtful)} 项要核对` : ""}${whole}`;
  if (!all.length) matters.replaceChildren(drawNothing(list, "承接的权力", data.devolved));
  else matters.replaceChildren(found.length ? powersTable(onPage, open) : element("p", { className: "none" }, "没有符合条件的。"));
}
