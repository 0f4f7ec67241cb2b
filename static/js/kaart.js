/*
 * Turns every element with `data-kaart` into a map (see templates/kern/delen/kaart.html).
 *
 * Leaflet is fetched only when a map comes near the screen. Without background tiles the outlines and pins remain;
 * without this script the list beside the map says the same.
 */
const TEGELS = "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/standaard/EPSG:3857/{z}/{x}/{y}.png";
const NEDERLAND = [[50.75, 3.36], [53.56, 7.23]];

let leaflet;

/** Loads Leaflet once; gives its global object. */
function laad(element) {
  leaflet ??= new Promise((klaar, mislukt) => {
    const stijl = document.createElement("link");
    stijl.rel = "stylesheet";
    stijl.href = element.dataset.leafletCss;
    // Our own rules come after Leaflet's.
    document.head.prepend(stijl);
    const script = document.createElement("script");
    script.src = element.dataset.leafletJs;
    script.onload = () => klaar(window.L);
    script.onerror = mislukt;
    document.head.append(script);
  });
  return leaflet;
}

function gegevens(element) {
  const bron = document.getElementById(element.dataset.kaart);
  return bron ? JSON.parse(bron.textContent) : { type: "FeatureCollection", features: [] };
}

/** A pin with the colour and shape of a status; the shapes are in kaart.css. */
function speld(L, status) {
  return L.divIcon({ className: `speld speld--${status || "los"}`, iconSize: [28, 36], iconAnchor: [14, 36], popupAnchor: [0, -34] });
}

/** What a pin says: a link per initiative. Text goes in as text, never as HTML. */
function ballon(punten) {
  const lijst = document.createElement("ul");
  lijst.className = "ballon";
  for (const { naam, url, uitleg } of punten) {
    const regel = lijst.appendChild(document.createElement("li"));
    const link = regel.appendChild(document.createElement(url ? "a" : "strong"));
    link.textContent = naam;
    if (url) link.href = url;
    if (uitleg) regel.appendChild(document.createElement("p")).textContent = uitleg;
  }
  return lijst;
}

/** Draws the points; those that would overlap at this zoom share one pin with their number. */
function tekenPunten(L, kaart, laag, punten) {
  const groepen = [];
  for (const punt of punten) {
    const plek = kaart.latLngToLayerPoint(punt.plek);
    const groep = groepen.find((ander) => ander.plek.distanceTo(plek) < 40);
    if (groep) groep.leden.push(punt);
    else groepen.push({ plek, leden: [punt] });
  }
  laag.clearLayers();
  for (const { leden } of groepen) {
    const [eerste] = leden;
    const icon = leden.length === 1
      ? speld(L, eerste.status)
      : L.divIcon({ className: "speldgroep", html: String(leden.length), iconSize: [40, 40] });
    const title = leden.map((punt) => punt.naam).join(", ");
    const merk = L.marker(eerste.plek, { icon, title, riseOnHover: true }).bindPopup(ballon(leden), { maxHeight: 240 });
    // Else a group is called by its number alone; the number that is seen stays part of its name.
    merk.addTo(laag).getElement().setAttribute("aria-label", leden.length === 1 ? title : `${leden.length}: ${title}`);
  }
}

function teken(L, element) {
  const rustig = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const kaart = L.map(element, { scrollWheelZoom: false, zoomAnimation: !rustig, fadeAnimation: !rustig, maxZoom: 19 });
  kaart.attributionControl.setPrefix(false);
  L.tileLayer(TEGELS, { maxZoom: 19, attribution: "Kaartgegevens © Kadaster" }).addTo(kaart);
  L.control.scale({ imperial: false }).addTo(kaart);
  kaart.zoomControl.getContainer().querySelectorAll("a").forEach((knop, nummer) => {
    knop.title = nummer ? element.dataset.kleiner : element.dataset.groter;
    knop.setAttribute("aria-label", knop.title);
  });
  const onderdelen = gegevens(element).features;
  const punten = onderdelen.filter(({ geometry }) => geometry.type === "Point").map(({ geometry, properties }) => (
    { ...properties, plek: L.latLng(geometry.coordinates[1], geometry.coordinates[0]) }
  ));
  const omtrekken = L.geoJSON(onderdelen.filter(({ geometry }) => geometry.type !== "Point"), {
    style: () => ({ className: "omtrek" }),
    interactive: false,
  }).addTo(kaart);
  const grenzen = omtrekken.getBounds();
  punten.forEach(({ plek }) => grenzen.extend(plek));
  kaart.fitBounds(grenzen.isValid() ? grenzen : NEDERLAND, { padding: [24, 24], maxZoom: 16, animate: false });
  const laag = L.layerGroup().addTo(kaart);
  tekenPunten(L, kaart, laag, punten);
  kaart.on("zoomend", () => tekenPunten(L, kaart, laag, punten));
  return kaart;
}

/** Lets a resident point at a place: click, drag, or with the keyboard by the button under the map. */
function laatPrikken(L, element, kaart) {
  const lat = document.getElementById(element.dataset.lat);
  const lon = document.getElementById(element.dataset.lon);
  const hulp = document.getElementById(element.dataset.hulp);
  let merk = null;

  const zet = (plek) => {
    merk ??= L.marker(plek, { icon: speld(L, "los"), draggable: true, title: element.dataset.speld, autoPan: true })
      .addTo(kaart)
      .on("dragend", () => zet(merk.getLatLng()));
    merk.setLatLng(plek);
    lat.value = plek.lat.toFixed(6);
    lon.value = plek.lng.toFixed(6);
    lat.dispatchEvent(new Event("change", { bubbles: true }));
    hulp.querySelector("[data-prik-stand]").textContent = element.dataset.gezet;
    hulp.querySelector("[data-prik-weg]").hidden = false;
  };
  const haalWeg = () => {
    merk?.remove();
    merk = null;
    lat.value = lon.value = "";
    hulp.querySelector("[data-prik-stand]").textContent = element.dataset.weg;
    hulp.querySelector("[data-prik-weg]").hidden = true;
  };

  hulp.hidden = false;
  kaart.on("click", (gebeurtenis) => zet(gebeurtenis.latlng));
  hulp.querySelector("[data-prik-midden]").addEventListener("click", () => zet(kaart.getCenter()));
  hulp.querySelector("[data-prik-weg]").addEventListener("click", haalWeg);
  if (lat.value && lon.value) {
    zet(L.latLng(Number(lat.value), Number(lon.value)));
    kaart.setView(merk.getLatLng(), 16, { animate: false });
  }
}

const wachter = new IntersectionObserver((zichtbaar) => {
  for (const { isIntersecting, target } of zichtbaar) {
    if (!isIntersecting) continue;
    wachter.unobserve(target);
    laad(target).then((L) => {
      const kaart = teken(L, target);
      if (target.dataset.lat) laatPrikken(L, target, kaart);
    }, () => { target.hidden = true; });
  }
}, { rootMargin: "200px" });

const zoek = (binnen) => binnen.querySelectorAll("[data-kaart]").forEach((element) => wachter.observe(element));
zoek(document);
// Whoever puts a part of a page in later says so.
document.addEventListener("nieuw-deel", (gebeurtenis) => zoek(gebeurtenis.target));
