import type { EvidenceWords } from "../../shared/i18n/evidence-words.ts";
import { make } from "./elements.ts";
import type { Line, Telling } from "./tell-report.ts";

/** The whole report; its first heading takes the focus, so that it is read from there. */
export function reportElement(telling: Telling, words: EvidenceWords): HTMLElement {
  const { say } = words;
  const sheet = make("div", "", "report");
  const verdict = make("div", "", `telling ${telling.mark}`);
  const title = make("h2", telling.title);
  title.id = "verdict";
  title.tabIndex = -1;
  verdict.append(title, make("p", telling.text));
  if (telling.demonstration) verdict.append(make("p", say("demonstration"), "word"));
  if (telling.first !== undefined) {
    const first = make("div", "", "first");
    first.append(make("h3", telling.first.title), make("p", telling.first.what, "what"), placeList(telling.first.places));
    verdict.append(first);
  }
  const about = make("dl", "");
  about.append(...telling.about.flatMap(([label, value]) => [make("dt", label), make("dd", value)]));
  verdict.append(about);
  sheet.append(verdict);
  if (telling.faults.length > 1 || telling.moreFaults > 0) {
    const list = make("ol", "", "faults");
    list.append(...telling.faults.map(({ what, places }) => { const item = make("li", ""); item.append(make("p", what, "what"), placeList(places)); return item; }));
    sheet.append(part("faults", say("faults.title", { n: telling.faults.length + telling.moreFaults }), list, ...(telling.moreFaults === 0 ? [] : [make("p", say("faults.more", { n: telling.moreFaults }), "word")])));
  }
  const findings = make("ul", "", "findings");
  findings.append(...telling.findings.map((line) => findingElement(line, words)));
  sheet.append(part("findings", say("findings.title"), findings));
  if (telling.missing.length > 0) sheet.append(part("missing", say("missing.title"), plainList(telling.missing)));
  if (telling.unknown.length > 0) sheet.append(part("unknown", say("unknown.title"), plainList(telling.unknown)));
  return sheet;
}

function part(name: string, title: string, ...content: readonly HTMLElement[]): HTMLElement {
  const section = make("section", "", "part");
  const heading = make("h2", title);
  heading.id = `part-${name}`;
  section.setAttribute("aria-labelledby", heading.id);
  section.append(heading, ...content);
  return section;
}

function findingElement({ mark, title, sentence, places }: Line, { say }: EvidenceWords): HTMLElement {
  const item = make("li", "", `finding ${mark}`);
  const head = make("h3", title);
  head.append(make("span", say(`outcome.${mark}`), "outcome"));
  item.append(head, make("p", sentence), ...(places.length === 0 ? [] : [placeList(places)]));
  return item;
}

const placeList = (places: readonly string[]): HTMLElement => { const list = make("ul", "", "places"); list.append(...places.map((place) => make("li", place))); return list; };
const plainList = (lines: readonly string[]): HTMLElement => { const list = make("ul", "", "plain"); list.append(...lines.map((line) => make("li", line))); return list; };
