/*
 * While a resident types or points at a place, shows what looks like it already. Put `data-lijkt-op` with the address
 * on an element inside or beside the form. Without this script the next step shows the same.
 */
const plek = document.querySelector("[data-lijkt-op]");
const formulier = document.querySelector("form.formulier");
const VELDEN = ["csrfmiddlewaretoken", "titel", "verhaal", "thema", "wijk", "lat", "lon"];
const RUST = 700; // milliseconds after the last key

let wekker;
let vorige = "";
let lopend;

async function vraag() {
  const ingevuld = new FormData(formulier);
  const gezegd = new URLSearchParams();
  // What was told in an earlier step stands on the element itself.
  for (const [naam, waarde] of Object.entries(plek.dataset)) if (VELDEN.includes(naam)) gezegd.set(naam, waarde);
  for (const veld of VELDEN) if (ingevuld.get(veld)) gezegd.set(veld, ingevuld.get(veld));
  if (gezegd.toString() === vorige) return;
  vorige = gezegd.toString();
  lopend?.abort();
  lopend = new AbortController();
  try {
    const antwoord = await fetch(plek.dataset.lijktOp, { method: "POST", body: gezegd, signal: lopend.signal });
    if (antwoord.ok) plek.innerHTML = await antwoord.text();
  } catch {
    // Away or overtaken by a newer question: nothing stands in the way of going on.
  }
}

function straks() {
  clearTimeout(wekker);
  wekker = setTimeout(vraag, RUST);
}

if (plek && formulier) {
  formulier.addEventListener("input", straks);
  formulier.addEventListener("change", straks);
}
