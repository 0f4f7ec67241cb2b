/*
 * The queue by keyboard, with a pane to read in beside it. Everything here is also possible without this script:
 * titles are links, choices are checkboxes, acts are buttons of a form.
 *
 * Single keys work outside fields only and can be switched off (WCAG 2.1.4); the choice stays in this browser.
 */
const BEWAARD = "werkbank-sneltoetsen";
const WACHT = 200; // milliseconds a row has to be the current one before it is fetched and counts as read
const rijen = [...document.querySelectorAll("[data-rij]")];
const formulier = document.getElementById("samen");
const paneel = document.querySelector("[data-paneel]");
const hulp = document.getElementById("sneltoetsen");
const breed = window.matchMedia("(min-width: 80em)");
const link = (rij) => rij.querySelector("a.lijst__titel");
const vakje = (rij) => rij.querySelector('input[name="kies"]');
const vakjes = () => [...(formulier?.querySelectorAll('input[name="kies"]') ?? [])];

/* --- The current row -------------------------------------------------------------------------------- */
let huidig = -1;
let wekker;
let lopend;

function maakHuidig(rij) {
  huidig = rijen.indexOf(rij);
  for (const ander of rijen) ander.classList.toggle("werkrij--huidig", ander === rij);
}

/** Moves by so many rows; the focus goes along, so that Enter opens and a screen reader says where we are. */
function loop(stap) {
  const rij = rijen[Math.min(Math.max(huidig + stap, 0), rijen.length - 1)];
  if (!rij) return;
  link(rij).focus({ preventScroll: true });
  rij.scrollIntoView({ block: "nearest" });
  lees(rij, WACHT);
}

for (const rij of rijen) {
  rij.addEventListener("focusin", () => maakHuidig(rij));
  rij.addEventListener("click", (gebeurtenis) => {
    // A key, another button or a wanted new tab: the link does what a link does.
    if (!paneelOpen() || !gebeurtenis.detail || gebeurtenis.ctrlKey || gebeurtenis.metaKey || gebeurtenis.shiftKey) return;
    if (gebeurtenis.target.closest("label, input")) return;
    gebeurtenis.preventDefault();
    link(rij).focus({ preventScroll: true });
    lees(rij, 0);
  });
}

/* --- The pane --------------------------------------------------------------------------------------- */
const paneelOpen = () => Boolean(paneel) && breed.matches;

function toonPaneel() {
  if (paneel) paneel.hidden = !breed.matches;
}

/** Fetches a row into the pane after `wacht` milliseconds; a later row takes its place. */
function lees(rij, wacht) {
  clearTimeout(wekker);
  lopend?.abort();
  if (!paneelOpen()) return;
  wekker = setTimeout(async () => {
    lopend = new AbortController();
    try {
      const antwoord = await fetch(`${link(rij).pathname}paneel/`, { signal: lopend.signal });
      if (!antwoord.ok || antwoord.redirected) throw new Error(String(antwoord.status));
      paneel.innerHTML = await antwoord.text();
      paneel.scrollTop = 0;
      paneel.dispatchEvent(new Event("nieuw-deel", { bubbles: true }));
      rij.classList.add("werkrij--gelezen");
    } catch (fout) {
      if (fout.name !== "AbortError") window.location.assign(link(rij).href);
    }
  }, wacht);
}

toonPaneel();
breed.addEventListener("change", toonPaneel);
// Escape goes back from the pane to its row.
paneel?.addEventListener("keydown", (gebeurtenis) => {
  if (gebeurtenis.key === "Escape" && rijen[huidig]) link(rijen[huidig]).focus();
});

/* --- Choosing ---------------------------------------------------------------------------------------- */
const stand = formulier?.querySelector("[data-gekozen]");

function telGekozen() {
  if (!stand) return;
  const aantal = vakjes().filter((vak) => vak.checked).length;
  stand.hidden = false;
  stand.textContent = aantal === 1 ? stand.dataset.een : stand.dataset.meer.replace("%(n)s", aantal);
}

function kiesAlles(aan) {
  for (const vak of vakjes()) vak.checked = aan;
  telGekozen();
}

formulier?.addEventListener("change", telGekozen);
for (const [naam, aan] of [["kiesAlles", true], ["kiesNiets", false]]) {
  const knop = [...(formulier?.querySelectorAll("a") ?? [])].find((a) => naam in a.dataset);
  knop?.addEventListener("click", (gebeurtenis) => {
    gebeurtenis.preventDefault();
    kiesAlles(aan);
  });
}
telGekozen();

/* --- Keys -------------------------------------------------------------------------------------------- */
const staanAan = () => localStorage.getItem(BEWAARD) !== "uit";
const gekozen = () => vakjes().some((vak) => vak.checked);

/** The act on all that is chosen, or on the current row alone; whoever may not act has no button for it. */
function doe(samen, actie) {
  const knop = formulier?.querySelector(`button[formaction$="/samen/${samen}/"]`);
  if (!knop) return;
  if (gekozen()) formulier.requestSubmit(knop);
  else if (rijen[huidig] && actie) window.location.assign(`${link(rijen[huidig]).pathname}${actie}/`);
}

const TOETSEN = {
  j: () => loop(1),
  k: () => loop(-1),
  o: () => {
    if (!rijen[huidig]) return;
    if (!paneelOpen()) link(rijen[huidig]).click();
    else {
      lees(rijen[huidig], 0);
      paneel.focus();
    }
  },
  x: () => {
    const vak = rijen[huidig] && vakje(rijen[huidig]);
    if (!vak) return;
    vak.checked = !vak.checked;
    telGekozen();
  },
  a: () => doe("overdragen", "overdragen"),
  r: () => doe("vertellen", rijen[huidig]?.dataset.antwoord),
  "/": () => document.getElementById("filter-zoek").focus(),
  b: () => document.querySelector(".weergave a:not([aria-current])").click(),
  "?": () => hulp.showModal(),
};

const schrijft = (element) => element.isContentEditable || element.matches("input:not([type=checkbox]), textarea, select");

document.addEventListener("keydown", (gebeurtenis) => {
  const toets = TOETSEN[gebeurtenis.key];
  if (!toets || !staanAan() || gebeurtenis.ctrlKey || gebeurtenis.altKey || gebeurtenis.metaKey) return;
  if (schrijft(gebeurtenis.target) || document.querySelector("dialog[open]")) return;
  gebeurtenis.preventDefault();
  toets();
});

const uitleg = document.querySelector("[data-hulp]");
const schakelaar = document.querySelector("[data-toetsen-aan]");
if (uitleg && hulp) {
  uitleg.hidden = false;
  uitleg.addEventListener("click", () => hulp.showModal());
  schakelaar.checked = staanAan();
  schakelaar.addEventListener("change", () => localStorage.setItem(BEWAARD, schakelaar.checked ? "aan" : "uit"));
}
