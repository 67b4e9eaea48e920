// A filter on a page without a map: a change asks for the page anew, without empty fields in its address.
const form = document.getElementById("filter");

export function queryOf(given) {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(given)) if (value !== "" && typeof value === "string") query.set(name, value);
  return query;
}

if (form && !document.getElementById("map")) {
  form.addEventListener("change", () => { location.search = queryOf(form).toString(); });
  form.addEventListener("submit", (event) => { event.preventDefault(); location.search = queryOf(form).toString(); });
  for (const select of document.querySelectorAll("select[data-submit]")) select.addEventListener("change", () => select.form.submit());
}
