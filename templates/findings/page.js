// 问题清单：按地址里 # 后面的条件筛选，一次只画一页。
const FINDINGS_A_PAGE = 100;
const MOST_IN_PRINT = 3000;
const LEVELS = ["error", "warning", "info"];
const LABELS = ["错误", "警告", "提示"];
const CHAPTERS = ["查什么", "为什么", "怎么改", "出处"];

const data = JSON.parse(byId("data").textContent);
const form = byId("filters");
const list = byId("matters");
const shown = byId("shown");
const pages = byId("pages");
const { department, rule, text } = form.elements;
const levels = [...form.querySelectorAll("[name=level]")];
const total = data.matters.reduce((sum, matter) => sum + matter[4].length, 0);

// 一个事项：部门、编码、名称、文件、问题；一处问题：级别、规则、说明、行、列、字段、另见，工作簿的还有单元格。
const matters = data.matters.map(([owner, code, name, file, rows]) => ({
  owner,
  code,
  name,
  file,
  findings: rows.map(([level, by, message, line, column, field, related, cell]) => ({
    level, by, message, line, column, field, related, cell,
  })),
}));

let filtered = matters;
let page = 0;

// 供查找的文字，头一次用到时才拼。
function haystack(matter, finding) {
  finding.haystack ??= folded([
    finding.message, finding.field, finding.cell ?? "", matter.code, matter.name, matter.file,
    data.departments[matter.owner], data.rules[finding.by][0], data.rules[finding.by][1],
  ].join("\n"));
  return finding.haystack;
}

function filter() {
  const words = folded(text.value).split(/\s+/).filter(Boolean);
  const wanted = levels.map((box) => box.checked);
  filtered = [];
  for (const matter of matters) {
    if (department.value && data.departments[matter.owner] !== department.value) continue;
    const findings = matter.findings.filter((finding) =>
      wanted[finding.level]
      && (!rule.value || data.rules[finding.by][0] === rule.value)
      && words.every((word) => haystack(matter, finding).includes(word)));
    if (findings.length) filtered.push({ ...matter, findings });
  }
}

// 每页若干件完整的事项，合起来约一百处问题。
function inPages() {
  const made = [[]];
  let count = 0;
  for (const matter of filtered) {
    if (count && count + matter.findings.length > FINDINGS_A_PAGE) {
      made.push([]);
      count = 0;
    }
    made.at(-1).push(matter);
    count += matter.findings.length;
  }
  return made;
}

function drawFinding(finding) {
  const [name, title, ...told] = data.rules[finding.by];
  const field = finding.field ? ` · ${finding.field}` : "";
  const there = finding.cell ? `单元格 ${finding.cell}` : `第 ${finding.line} 行第 ${finding.column} 列`;
  const place = element("p", { className: "place" }, there + field);
  const body = element("div", {}, element("p", { className: "message" }, finding.message), place);
  for (const other of finding.related) {
    body.append(element("p", { className: "place" }, `另见 ${other}`));
  }
  const explained = element("dl", {});
  told.forEach((chapter, index) => {
    if (chapter) explained.append(element("dt", {}, CHAPTERS[index]), element("dd", {}, chapter));
  });
  const summary = element("summary", {}, title, " ", element("code", {}, name));
  body.append(element("details", {}, summary, explained));
  const level = LEVELS[finding.level];
  return element("li", {}, element("span", { className: `level ${level}` }, LABELS[finding.level]), body);
}

function drawMatter(matter) {
  const name = matter.name || matter.code || matter.file;
  const title = element("h4", {}, element("bdi", {}, name));
  if (matter.name && matter.code) title.append(" ", element("code", {}, matter.code));
  const made = element("section", { className: "matter" }, title);
  if (name !== matter.file) made.append(element("p", { className: "file" }, matter.file));
  made.append(element("ol", {}, ...matter.findings.map(drawFinding)));
  return made;
}

function drawMatters(some) {
  list.replaceChildren();
  let owner = null;
  for (const matter of some) {
    if (matter.owner !== owner) list.append(element("h3", {}, data.departments[matter.owner]));
    owner = matter.owner;
    list.append(drawMatter(matter));
  }
  if (!some.length) list.append(element("p", { className: "none" }, "没有符合条件的问题。"));
}

const counted = (some) => some.reduce((sum, matter) => sum + matter.findings.length, 0);
const named = (some) => some.filter((matter) => matter.code || matter.name).length;

function draw() {
  const made = inPages();
  page = Math.min(Math.max(page, 0), made.length - 1);
  const count = counted(filtered);
  shown.textContent = count === total
    ? `共 ${number(total)} 处，涉及 ${number(named(matters))} 个事项`
    : `${number(count)} 处，涉及 ${number(named(filtered))} 个事项（共 ${number(total)} 处）`;
  drawMatters(made[page]);
  pages.hidden = made.length < 2;
  pages.querySelector("span").textContent = `第 ${page + 1} 页，共 ${made.length} 页`;
  pages.querySelector("[data-step='-1']").disabled = page === 0;
  pages.querySelector("[data-step='1']").disabled = page === made.length - 1;
}

// 条件写在地址里，可以收藏，也可以发给别人。
function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  department.value = given.get("department") ?? "";
  rule.value = given.get("rule") ?? "";
  if (department.selectedIndex < 0) department.value = "";
  if (rule.selectedIndex < 0) rule.value = "";
  text.value = given.get("text") ?? "";
  const wanted = given.get("level")?.split(",");
  levels.forEach((box) => { box.checked = !wanted || wanted.includes(box.value); });
  page = (Number.parseInt(given.get("page") ?? "1", 10) || 1) - 1;
  return given.size > 0;
}

function writeAddress() {
  const given = new URLSearchParams();
  if (department.value) given.set("department", department.value);
  if (rule.value) given.set("rule", rule.value);
  if (!levels.every((box) => box.checked)) {
    given.set("level", levels.filter((box) => box.checked).map((box) => box.value).join(","));
  }
  if (text.value.trim()) given.set("text", text.value.trim());
  if (page) given.set("page", page + 1);
  history.replaceState(null, "", `#${given}`);
}

function fill(select, names) {
  const counts = new Map();
  for (const matter of matters) {
    for (const finding of matter.findings) {
      const index = select === department ? matter.owner : finding.by;
      counts.set(index, (counts.get(index) ?? 0) + 1);
    }
  }
  names.forEach(([value, label], index) => {
    if (counts.has(index)) {
      select.append(element("option", { value }, `${label}（${number(counts.get(index))}）`));
    }
  });
}

function filterAgain() {
  page = 0;
  filter();
  writeAddress();
  draw();
}

fill(department, data.departments.map((name) => [name, name]));
fill(rule, data.rules.map(([name, title]) => [name, title]));
form.hidden = false;

let waiting;
form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(filterAgain, 120);
});
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(filterAgain));
pages.addEventListener("click", (event) => {
  const step = Number(event.target.dataset?.step);
  if (!step) return;
  page += step;
  writeAddress();
  draw();
  byId("list").scrollIntoView();
  byId("list").focus({ preventScroll: true });
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.ctrlKey && !event.metaKey && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
    event.preventDefault();
    text.focus();
  }
});
window.addEventListener("hashchange", () => {
  const chosen = readAddress();
  filter();
  draw();
  if (chosen) byId("list").scrollIntoView();
});

// 打印筛选出来的全部，而不只是这一页。
window.addEventListener("beforeprint", () => {
  const some = [];
  let count = 0;
  for (const matter of filtered) {
    if (count + matter.findings.length > MOST_IN_PRINT) break;
    some.push(matter);
    count += matter.findings.length;
  }
  drawMatters(some);
  if (some.length < filtered.length) {
    const left = number(counted(filtered) - count);
    list.append(element("p", { className: "none" }, `另有 ${left} 处没有打印；请先按部门筛选，或打印表格格式的清单。`));
  }
});
window.addEventListener("afterprint", draw);

const chosen = readAddress();
filter();
draw();
if (chosen) byId("list").scrollIntoView();
