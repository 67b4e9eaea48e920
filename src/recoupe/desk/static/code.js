// Files may be dropped anywhere on their field.
const zone = document.getElementById("drop");
const input = zone.querySelector("input");
for (const name of ["dragenter", "dragover"]) {
  zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("over"); });
}
for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("over"));
zone.addEventListener("drop", (event) => { event.preventDefault(); input.files = event.dataTransfer.files; });
