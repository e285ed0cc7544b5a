// SPDX-License-Identifier: Apache-2.0
"use strict";
(() => {
  const body = document.querySelector("tbody");
  const rows = Array.from(body.rows);
  const heads = Array.from(document.querySelectorAll("th"));
  const filter = document.getElementById("filter");
  const count = document.getElementById("count");
  const none = document.getElementById("none");
  const cells = Array.from(document.querySelectorAll(".cell[href]"));

  const textOf = (row, column) => row.cells[column].textContent.trim();
  const files = rows.map((row, position) => ({
    row,
    position,
    bytes: Number(row.querySelector(".size").dataset.value),
    // Excludes the size, because a search for "12" usually means a version.
    text: heads.map((head, i) => (head.className === "size" ? "" : textOf(row, i))).join(" ").toLowerCase(),
    cells: [],
  }));
  const byId = new Map(files.map((file) => [file.row.id, file]));
  for (const cell of cells) {
    byId.get(cell.getAttribute("href").slice(1)).cells.push(cell);
  }

  const comparisons = {
    // Initially, the rows are in the order of names.
    position: (a, b) => a.position - b.position,
    number: (a, b) => a.bytes - b.bytes,
    text: (a, b, column) => {
      const x = textOf(a.row, column);
      const y = textOf(b.row, column);
      return x < y ? -1 : x > y ? 1 : 0;
    },
  };

  function sort(head) {
    const column = heads.indexOf(head);
    const opposite = { ascending: "descending", descending: "ascending" };
    const direction = opposite[head.getAttribute("aria-sort")] || head.dataset.first || "ascending";
    heads.forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", direction);
    const compare = comparisons[head.dataset.sort];
    const sign = direction === "ascending" ? 1 : -1;
    files.sort((a, b) => sign * compare(a, b, column) || a.position - b.position);
    body.append(...files.map((file) => file.row));
  }

  function rounded(bytes) {
    const units = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
    if (bytes < 1024) {
      return bytes + " B";
    }
    let number = bytes / 1024;
    let unit = 0;
    while (Number(number.toFixed(1)) >= 1024) {
      number /= 1024;
      unit++;
    }
    return number.toFixed(1) + " " + units[unit];
  }

  function show() {
    const words = filter.value.toLowerCase().split(/\s+/).filter((word) => word !== "");
    let shown = 0;
    let bytes = 0;
    for (const file of files) {
      const matches = words.every((word) => file.text.includes(word));
      file.row.hidden = !matches;
      file.cells.forEach((cell) => cell.classList.toggle("out", !matches));
      if (matches) {
        shown++;
        bytes += file.bytes;
      }
    }
    none.hidden = shown > 0 || files.length === 0;
    count.value = shown + " of " + files.length + (files.length === 1 ? " file, " : " files, ") + rounded(bytes);
  }

  for (const head of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => sort(head));
    head.replaceChildren(button);
  }
  for (const cell of cells) {
    cell.addEventListener("click", () => {
      if (byId.get(cell.getAttribute("href").slice(1)).row.hidden) {
        filter.value = "";
        show();
      }
    });
  }
  filter.addEventListener("input", show);
  filter.closest(".filter").hidden = false;
  show();
})();
