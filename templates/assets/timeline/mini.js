// The small drawing above a list: its marks are reached by the keyboard, too.
import { roving } from "./roving.js";

for (const figure of document.querySelectorAll(".mini")) {
  const drawing = figure.querySelector("svg");
  const marks = [...drawing.querySelectorAll("a")];
  for (const mark of marks) mark.setAttribute("aria-label", mark.querySelector("title").textContent);
  drawing.removeAttribute("aria-hidden");
  drawing.setAttribute("role", "group");
  drawing.setAttribute("aria-label", figure.dataset.label);
  roving(drawing, [marks]);
}
