// What every page does: forms that take their time say so, and controls that only serve without scripts go.
document.documentElement.classList.add("js");
for (const form of document.querySelectorAll("form[data-slow]")) {
  form.addEventListener("submit", () => {
    const button = form.querySelector("button");
    button.setAttribute("aria-busy", "true");
    button.textContent = form.dataset.slow;
    // A disabled button would not be sent along; it is switched off after the form is.
    setTimeout(() => { button.disabled = true; }, 0);
  });
}
window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
