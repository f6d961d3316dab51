import { ToldError } from "./told-error.mjs";

/**
 * @typedef {object} Cause
 * @property {RegExp} seen in what npm printed
 * @property {string} french
 * @property {string} english
 */

/** From the most telling sign to the least: a proxy's refusal also looks like a broken network. @type {readonly Cause[]} */
const causes = [
  {
    seen: /ENOSPC/,
    french: "Le disque est plein : libérez environ 2 Go, puis recommencez.",
    english: "The disk is full: free about 2 GB, then try again.",
  },
  {
    seen: /\bE407\b|407 Proxy|Proxy Authentication Required|tunneling socket could not be established|ERR_INVALID_PROXY|statusCode=407/i,
    french: "Le proxy refuse la connexion : vérifiez HTTPS_PROXY (adresse, identifiant), puis recommencez.",
    english: "The proxy refuses the connection: check HTTPS_PROXY (address, credentials), then try again.",
  },
  {
    seen: /SELF_SIGNED_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT|CERT_HAS_EXPIRED|DEPTH_ZERO_SELF_SIGNED/,
    french: "Un équipement du réseau présente son propre certificat : donnez celui de votre entreprise par NODE_EXTRA_CA_CERTS, puis recommencez.",
    english: "Something on the network presents its own certificate: give your company's through NODE_EXTRA_CA_CERTS, then try again.",
  },
  {
    seen: /EUSAGE/,
    french: "package-lock.json ne correspond pas à package.json : reprenez les deux fichiers du dépôt (ou lancez « npm install » si vous venez d'en changer un).",
    english: "package-lock.json does not match package.json: take both files from the repository again (or run \"npm install\" if you have just changed one).",
  },
  {
    seen: /EINTEGRITY/,
    french: "Un paquet reçu n'est pas celui attendu : lancez « npm cache clean --force », puis recommencez ; si cela persiste, ne passez pas outre.",
    english: "A package received is not the expected one: run \"npm cache clean --force\", then try again; if it persists, do not work around it.",
  },
  {
    seen: /\bE40[13]\b/,
    french: "Le dépôt de paquets refuse l'accès : vérifiez les réglages de npm (npm config get registry), puis recommencez.",
    english: "The package registry refuses access: check npm's settings (npm config get registry), then try again.",
  },
  {
    seen: /\bE404\b|ETARGET|ENOVERSIONS/,
    french: "Le dépôt de paquets n'a pas l'une des versions demandées : vérifiez les réglages de npm (npm config get registry).",
    english: "The package registry lacks one of the versions asked for: check npm's settings (npm config get registry).",
  },
  {
    seen: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|EIDLETIMEOUT|ENOTCACHED|network/,
    french: "Le dépôt de paquets npm est injoignable : vérifiez le réseau (et HTTPS_PROXY s'il y a un proxy), puis recommencez.",
    english: "The npm package registry cannot be reached: check the network (and HTTPS_PROXY behind a proxy), then try again.",
  },
  {
    seen: /EACCES|EPERM|EBUSY|EROFS|ENOTEMPTY/,
    french: "Des fichiers de node_modules ne peuvent pas être remplacés : fermez Guichet s'il tourne, vérifiez que ce dossier vous appartient, puis recommencez.",
    english: "Files of node_modules cannot be replaced: close Guichet if it runs, check that this folder is yours, then try again.",
  },
  {
    seen: /spawn npm ENOENT|npm: not found|'npm' is not recognized/i,
    french: "npm est introuvable : installez-le (il vient avec Node.js, ou par « apt install npm »), puis recommencez.",
    english: "npm cannot be found: install it (it comes with Node.js, or with \"apt install npm\"), then try again.",
  },
];

/**
 * One sentence on why `npm ci` failed and what to do, then the lines that npm printed about it.
 * @param {string} output what npm wrote on both its outputs
 */
export function explainInstall(output) {
  const cause = causes.find(({ seen }) => seen.test(output));
  const french = cause?.french ?? "npm n'a pas pu installer les outils ; voici ce qu'il en dit.";
  const english = cause?.english ?? "npm could not install the tools; this is what it says.";
  return new ToldError(`Installation interrompue. ${french}`, `Installation stopped. ${english}`, lastLines(output));
}

/** @param {string} output */
function lastLines(output) {
  const lines = [...new Set(output.split("\n"))].filter((line) => line.trim() !== "" && !/A complete log of this run|npm (ERR!|error)( 404)?\s*$|EBADENGINE|npm warn (deprecated|Unknown)/.test(line));
  return lines.slice(-12).map((line) => `  ${line}`).join("\n");
}
