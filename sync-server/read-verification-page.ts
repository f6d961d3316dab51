import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import type { ServerConfig } from "./config.ts";
import type { PageFile } from "./http/verification/serve-page.ts";
import { StartFault } from "./start-fault.ts";

const TYPES = new Map([[".html", "text/html; charset=utf-8"], [".js", "text/javascript; charset=utf-8"], [".css", "text/css; charset=utf-8"], [".svg", "image/svg+xml"]]);
const PAGE = "index.html";
/** What the page says of itself until a server says otherwise: see renderer/verification/index.html. */
const [REAL, INVENTED] = ['<meta name="guichet-demonstration" content="no">', '<meta name="guichet-demonstration" content="yes">'];

/**
 * The files of the compiled page, which in a demonstration says that it is one: the word comes with the page, so that nobody sees it without.
 * Undefined where there is none to serve. Throws StartFault where the configuration names a folder that does not hold it.
 */
export function readVerificationPage(place: ServerConfig["verification"]["page"], isDemonstration: boolean): readonly PageFile[] | undefined {
  if (place === undefined || (!place.isAsked && !existsSync(join(place.folder, PAGE)))) return undefined;
  try {
    const html = readFileSync(join(place.folder, PAGE), "utf8");
    if (!html.includes(REAL)) throw new Error(`${PAGE} does not say whether it is a demonstration`);
    const assets = readdirSync(join(place.folder, "assets")).toSorted().map((name) => ({ path: `assets/${name}`, type: typeOf(name), text: readFileSync(join(place.folder, "assets", name), "utf8") }));
    return [{ path: "", type: typeOf(PAGE), text: isDemonstration ? html.replace(REAL, INVENTED) : html }, ...assets];
  } catch (error) {
    throw new StartFault({
      fr: `Le dossier ${place.folder} (GUICHET_VERIFICATION) ne contient pas la page de vérification compilée : donnez celui où elle est, ou retirez la variable.`,
      en: `The folder ${place.folder} (GUICHET_VERIFICATION) does not hold the compiled verification page: give the one where it is, or remove the variable.`,
    }, error);
  }
}

function typeOf(name: string): string {
  const type = TYPES.get(extname(name));
  if (type === undefined) throw new Error(`${name} is of no kind that the page has`);
  return type;
}
