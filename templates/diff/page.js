// 地址、看法的切换、键盘。地址写作 #编码/地区?条件，指着一格；没有编码的只有条件。
const devolvedCount = data.devolved.reduce((sum, count) => sum + count, 0);
const VIEWS = [
  ...(data.columns.length ? ["matrix"] : []), "list", ...(data.suggestions ? ["suggestions"] : []), "departments",
  ...(devolvedCount ? ["devolved"] : []),
];
const tabs = [...byId("views").querySelectorAll("[role=tab]")];
const legend = byId("legend");

let view = VIEWS[0];
let opened = null;

const listChosen = () => Math.max(0, listSelect.selectedIndex);

function show() {
  const isMatrix = view === "matrix";
  for (const tab of tabs) {
    const selected = tab.dataset.view === view;
    tab.hidden = !VIEWS.includes(tab.dataset.view);
    tab.setAttribute("aria-selected", String(selected));
    tab.tabIndex = selected ? 0 : -1;
  }
  byId("view").setAttribute("aria-labelledby", `tab-${view}`);
  grid.hidden = !isMatrix;
  legend.hidden = !isMatrix;
  matters.hidden = isMatrix;
  form.querySelector(".of-list").hidden = isMatrix || !several;
  form.querySelector(".of-department").hidden = view === "departments" || view === "devolved";
  form.querySelector(".of-best").hidden = !isMatrix || !data.best.length;
  byId("regions").hidden = !isMatrix;
  kindsBox.hidden = !isMatrix && view !== "list";
  if (view !== "devolved") statesBox.hidden = true;
  violationBox.closest("label").hidden = kindsBox.hidden;
  if (isMatrix) {
    pages.hidden = true;
    matters.replaceChildren();
    showMatrix();
  } else {
    showList(view, listChosen(), openAlignment);
  }
}

function address() {
  const given = filtersAsText();
  if (view !== VIEWS[0]) given.set("view", view);
  if (view !== "matrix" && listChosen()) given.set("list", data.lists[listChosen()][0]);
  if (view !== "matrix" && page) given.set("page", page + 1);
  const filters = given.toString();
  const cell = opened ? `${encodeURIComponent(opened[0])}/${encodeURIComponent(opened[1])}` : "";
  return `#${cell}${filters ? `?${filters}` : ""}`;
}

const writeAddress = () => history.replaceState(null, "", address());

function openAt(code, list) {
  const alignment = listAt(list).byCode.get(code);
  if (!alignment) {
    if (panel.open) panel.close();
    return;
  }
  const row = data.rows.findIndex(([own]) => own === code);
  opened = [code, data.lists[list][0]];
  writeAddress();
  openPanel(alignment, row, () => {
    opened = null;
    writeAddress();
    if (view === "matrix") grid.focus({ preventScroll: true });
  });
}

function openAlignment(alignment) {
  const { byCode } = listAt(alignment.list);
  if (byCode.get(alignment.address) === alignment) return openAt(alignment.address, alignment.list);
  return openPanel(alignment, -1, () => {});
}

openCell = () => {
  const { row, column } = matrixPlace();
  if (row !== undefined && column !== undefined && cells[column][row]) openAt(data.rows[row][0], data.columns[column]);
};

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

// 地址里有一格就打开它。
function readAddress() {
  const hash = location.hash.slice(1);
  const [cell] = hash.split("?", 1);
  const given = new URLSearchParams(hash.slice(cell.length + 1));
  filtersFrom(given);
  view = VIEWS.includes(given.get("view")) ? given.get("view") : VIEWS[0];
  const name = given.get("list");
  listSelect.selectedIndex = Math.max(0, data.lists.findIndex(([own]) => own === name));
  page = (Number.parseInt(given.get("page") ?? "1", 10) || 1) - 1;
  const slash = cell.indexOf("/");
  if (slash < 0) return { asked: hash.length > 0, cell: null };
  const list = data.lists.findIndex(([own]) => own === decoded(cell.slice(slash + 1)));
  return { asked: true, cell: list < 0 ? null : [decoded(cell.slice(0, slash)), list] };
}

function goToAddress() {
  const { asked, cell } = readAddress();
  if (panel.open && !cell) panel.close();
  show();
  if (asked && !["list", "filters"].includes(location.hash.slice(1))) byId("list").scrollIntoView();
  if (!cell) return;
  const row = rowsShown.findIndex((place) => data.rows[place][0] === cell[0]);
  const column = columnsShown.findIndex((place) => data.columns[place] === cell[1]);
  if (view === "matrix" && row >= 0 && column >= 0) moveTo(row, column);
  openAt(...cell);
}

function changed() {
  page = 0;
  readBoxes();
  drawRegions();
  show();
  writeAddress();
}

function switchTo(next) {
  view = next;
  page = 0;
  show();
  writeAddress();
}

function chooseList(list) {
  listSelect.selectedIndex = list;
  switchTo(view);
  listSelect.focus();
}

let waiting;
form.addEventListener("input", (event) => {
  clearTimeout(waiting);
  waiting = setTimeout(changed, event.target === textInput ? 150 : 0);
});
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(() => {
  const kept = listChosen();
  resetFilters();
  drawRegions();
  listSelect.selectedIndex = kept;
  page = 0;
  show();
  writeAddress();
}));
byId("regions").addEventListener("click", (event) => {
  const all = event.target.dataset?.all;
  if (all === undefined) return;
  for (const box of regionBoxes.querySelectorAll("input")) box.checked = Boolean(all);
  changed();
});
byId("views").addEventListener("click", (event) => {
  const next = event.target.dataset?.view;
  if (next) switchTo(next);
});
byId("views").addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  switchTo(VIEWS[(VIEWS.indexOf(view) + step + VIEWS.length) % VIEWS.length]);
  tabs.find((tab) => tab.dataset.view === view).focus();
});
pages.addEventListener("click", (event) => {
  const step = Number(event.target.dataset?.step);
  if (!step) return;
  page += step;
  show();
  writeAddress();
  byId("list").scrollIntoView();
  byId("view").focus({ preventScroll: true });
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.ctrlKey && !event.metaKey && !panel.open && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
    event.preventDefault();
    textInput.focus();
  }
});
window.addEventListener("hashchange", goToAddress);

// 上面的表：点列名排序，点清单看它的差异。
function sortStanding() {
  const table = byId("standing");
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, place) => {
    const button = element("button", { type: "button" }, head.textContent);
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const sorted = head.getAttribute("aria-sort");
      const down = place < 2 ? sorted === "ascending" : sorted !== "descending";
      const keyOf = (row) => row.cells[place].textContent;
      const worth = (row) => Number(keyOf(row).replaceAll(",", ""));
      const rows = [...body.rows].sort((one, other) => {
        const order = place < 2 ? (keyOf(one) < keyOf(other) ? -1 : Number(keyOf(one) > keyOf(other))) : worth(one) - worth(other);
        return (down ? -order : order) || one.dataset.list - other.dataset.list;
      });
      for (const each of heads) each.setAttribute("aria-sort", "none");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      body.append(...rows);
    });
  });
}

function linkStanding() {
  for (const row of byId("standing").tBodies[0].rows) {
    const name = element("button", { type: "button", className: "link" }, row.cells[0].textContent);
    row.cells[0].replaceChildren(name);
    name.addEventListener("click", () => {
      listSelect.selectedIndex = Number(row.dataset.list);
      switchTo("list");
      byId("list").scrollIntoView();
    });
  }
}

function begin() {
  listSelect.append(...data.lists.map(([name]) => element("option", {}, name)));
  departmentSelect.append(...data.departments.map((name) => element("option", { value: name }, name)));
  [...departmentSelect.options].slice(1).sort((one, other) => (one.value < other.value ? -1 : 1)).forEach((option) => departmentSelect.append(option));
  if (several) sortStanding();
  linkStanding();
  form.hidden = false;
  byId("views").hidden = false;
  byId("tab-suggestions").append(` ${number(data.suggestions)}`);
  byId("tab-devolved").append(` ${number(devolvedCount)}`);
  goToAddress();
}

begin();
