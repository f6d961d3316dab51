import MiniSearch from "minisearch";
import { fieldLabel } from "../../../shared/i18n/field-words.ts";
import type { Words } from "../../../shared/i18n/texts.ts";
import { isErrorCode } from "../../../shared/kernel/error-codes.ts";
import { errorCodes } from "../../../shared/kernel/error-table.ts";
import { groundsOfField } from "../../../shared/pge/field-rules.ts";
import { FIELD_NAMES } from "../../../shared/pge/file-fields.ts";
import { HELP_TOPICS, topicTitle } from "./topics.ts";
import { unaccented } from "../../../shared/kernel/unaccented.ts";

/** One thing that the help knows. `id` is its place in the address: a topic's name, an error's code, `field-` and a field's name. */
export type HelpEntry = { readonly id: string; readonly kind: "topic" | "code" | "field"; readonly title: string };
type Page = HelpEntry & { readonly words: string; readonly text: string };

/** Everything that can be asked, in one language. */
function pagesOf(words: Words): readonly Page[] {
  const { t, find } = words;
  return [
    ...HELP_TOPICS.map((topic): Page => ({ id: topic, kind: "topic", title: t(topicTitle(topic)), words: find(`help.topic.${topic}.words`) ?? "", text: find(`help.topic.${topic}.body`) ?? "" })),
    ...Object.keys(errorCodes).filter(isErrorCode).map((code): Page => ({
      id: code, kind: "code", title: `${code} · ${t(`${code}.happened`)}`, words: code, text: `${t(`${code}.work`)} ${t(`${code}.todo`)}`,
    })),
    ...FIELD_NAMES.flatMap((field): readonly Page[] => {
      const rules = groundsOfField(field);
      const told = [find(`help.field.${field}.enter`), find(`help.field.${field}.where`)].filter((text) => text !== undefined);
      if (told.length === 0) return [];
      const law = rules.flatMap(({ rule, texts }) => [rule, find(`rule.${rule}`) ?? "", ...texts.map(({ cite }) => cite)]);
      return [{ id: `field-${field}`, kind: "field", title: fieldLabel(field, words), words: law.join(" "), text: told.join(" ") }];
    }),
  ];
}

/** Case and accents put aside: "préaccord" is found as "PREACCORD". */
const plain = (term: string): string => unaccented(term).toLowerCase();
/** Elided articles, which stand apart once the apostrophe is gone. */
const ELIDED = new Set(["l", "d", "j", "n", "s", "c", "m", "t", "qu"]);

export type HelpIndex = { readonly search: (text: string) => readonly HelpEntry[] };

/**
 * Answers without network and without the core; the best first, all the words before some of them, a slip of the key forgiven. The words of the trade are
 * French: what `words` does not know is looked for in `other`, and told in `words`.
 */
export function createHelpIndex(words: Words, other?: Words): HelpIndex {
  const pages = pagesOf(words);
  const byId = new Map(pages.map((page) => [page.id, page]));
  const own = indexOf(pages);
  let second: MiniSearch<Page> | undefined;
  function* indexes(): Generator<MiniSearch<Page>> {
    yield own;
    if (other !== undefined) yield (second ??= indexOf(pagesOf(other)));
  }
  const found = (index: MiniSearch<Page>, text: string, combineWith: "AND" | "OR"): readonly HelpEntry[] => index.search(text, { combineWith }).flatMap(({ id }) => byId.get(String(id)) ?? []);
  return {
    search: (text) => {
      for (const combineWith of ["AND", "OR"] as const) {
        for (const index of indexes()) {
          const entries = found(index, text, combineWith);
          if (entries.length > 0) return entries;
        }
      }
      return [];
    },
  };
}

function indexOf(pages: readonly Page[]): MiniSearch<Page> {
  const index = new MiniSearch<Page>({
    fields: ["title", "words", "text"], storeFields: ["kind", "title"],
    processTerm: (term) => { const kept = plain(term); return ELIDED.has(kept) ? null : kept; },
    searchOptions: {
      boost: { title: 4, words: 2 }, prefix: (term) => term.length > 1, fuzzy: (term) => (term.length > 4 && !/\d/.test(term) ? 0.2 : false),
      boostDocument: (_id, _term, stored) => (stored?.["kind"] === "topic" ? 2.5 : 1),
    },
  });
  index.addAll(pages);
  return index;
}
