/* Small comforts. Every page works without them. */

// A double click sends a form once. Buttons stay enabled, so that nothing is lost when the connection fails.
for (const formulier of document.querySelectorAll('form[method="post"]')) {
  let bezig = 0;
  formulier.addEventListener("submit", (gebeurtenis) => {
    const nu = Date.now();
    if (nu - bezig < 3000) gebeurtenis.preventDefault();
    else bezig = nu;
  });
}

// The menu closes with Escape and gives the focus back to its button.
document.addEventListener("keydown", (gebeurtenis) => {
  const menu = document.querySelector("details.menuknop[open]");
  if (gebeurtenis.key !== "Escape" || !menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
