// 各网页共用：做网页元素（文字一律只作文本节点，从不当作网页代码），折叠字形，写数目。
const byId = (id) => document.getElementById(id);

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

const folded = (words) => words.normalize("NFKC").toLowerCase();
const number = (value) => value.toLocaleString("en-US");
