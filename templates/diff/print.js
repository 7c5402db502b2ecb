// 打印：开着对照的打印对照；对照表印成普通的表，几列一块；其余印筛选出来的全部。
const COLUMNS_A_SHEET = 7;
const MOST_CELLS_IN_PRINT = 12000;
const MOST_IN_PRINT = 1500;
const printed = byId("printed");
let unfolded = [];

const leftOut = (count, what) => element("p", { className: "none" }, `另有 ${number(count)} ${what}没有打印；请先筛选，或打印表格格式的结果。`);

// 图例：印出来没有颜色，格子靠符号、边线和深浅分。
function printedLegend() {
  const made = byId("legend").cloneNode(true);
  made.removeAttribute("id");
  made.className = "legend";
  made.hidden = false;
  made.querySelector(".how")?.remove();
  return made;
}

function printedMatrix() {
  const most = Math.max(1, Math.floor(MOST_CELLS_IN_PRINT / Math.max(1, columnsShown.length)));
  const rows = rowsShown.slice(0, most);
  const made = [printedLegend()];
  for (let from = 0; from < columnsShown.length; from += COLUMNS_A_SHEET) {
    const columns = columnsShown.slice(from, from + COLUMNS_A_SHEET);
    const heads = ["事项", ...columns.map((column) => data.names[column])].map((title) => element("th", { scope: "col" }, title));
    const body = rows.map((row) => element("tr", {}, element("th", { scope: "row" }, data.rows[row][1] || "", " ", element("code", {}, data.rows[row][0])),
      ...columns.map((column) => {
        const look = cells[column][row];
        return element("td", { className: look ? `key ${TONES[looks[look].decision]}` : "" }, ...lookNodes[look].cloneNode(true).childNodes);
      })));
    made.push(element("table", { className: "plain" }, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...body)));
  }
  if (rows.length < rowsShown.length) made.push(leftOut(rowsShown.length - rows.length, "个事项"));
  return made;
}

function printAllFound() {
  const some = found.slice(0, MOST_IN_PRINT);
  if (view === "devolved") { if (some.length) matters.replaceChildren(powersTable(some, openAlignment)); }
  else drawFound(some, view === "suggestions" ? drawSuggestion : drawMatter, openAlignment);
  if (some.length < found.length) matters.append(leftOut(found.length - some.length, view === "devolved" ? "项" : "个事项"));
}

window.addEventListener("beforeprint", () => {
  document.body.classList.toggle("panel-open", panel.open);
  // 折起来的也要印。
  unfolded = [...document.querySelectorAll("main details:not([open])")].filter((each) => !each.closest("#filters"));
  for (const each of unfolded) each.open = true;
  if (panel.open) printed.replaceChildren(...[...panel.childNodes].map((node) => node.cloneNode(true)));
  else if (view === "matrix") printed.replaceChildren(...printedMatrix());
  else if (view !== "departments") printAllFound();
});
window.addEventListener("afterprint", () => {
  document.body.classList.remove("panel-open");
  printed.replaceChildren();
  for (const each of unfolded) each.open = false;
  if (view !== "matrix") show();
});
