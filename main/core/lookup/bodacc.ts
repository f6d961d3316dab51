import { z } from "zod";
import { PROCEDURES_NAMED, type Notice } from "../../../shared/bridge/lookup-views.ts";
import { parseLegalDate } from "../../../shared/kernel/legal-date.ts";
import { err, ok } from "../../../shared/kernel/result.ts";
import type { Source } from "./source.ts";
import { unaccented } from "../../../shared/kernel/unaccented.ts";

/** The newest of a company; how many there are in all is told beside them. */
const MOST_NOTICES = 20;
/** Not among them: whom the notice names. */
const COLUMNS = "id,dateparution,typeavis,familleavis,tribunal,registre,jugement";
const PAGE = "https://www.bodacc.fr/pages/annonces-commerciales-detail/?q.id=id:";

const text = z.string().max(2_000).nullish().transform((value) => value?.trim() || undefined);
/** Of the judgement its kind and date: its free text names people. */
const judgement = z.object({ nature: text, date: text });
const record = z.object({
  id: z.string().regex(/^[A-Za-z0-9]{1,40}$/),
  dateparution: z.string().refine((date) => parseLegalDate(date).ok),
  typeavis: text, familleavis: text, tribunal: text,
  registre: z.union([z.array(z.string().max(60)).max(50), z.string().max(200).transform((one) => one.split(","))]),
  /** JSON in a text. */
  jugement: z.union([judgement, z.string().max(20_000).transform((written, context) => {
    const parsed = judgement.safeParse(readJson(written));
    if (parsed.success) return parsed.data;
    context.addIssue("not a judgement");
    return z.NEVER;
  })]).nullish(),
});
const answerSchema = z.object({ total_count: z.int().min(0), results: z.array(record).max(100) });

/** Notices of collective procedures. No limit of requests is published: one a second for a workstation is far under any that is known of such servers. */
export const bodacc: Source = {
  source: "bodacc",
  address: "https://bodacc-datadila.opendatasoft.com/api/explore/v2.1/catalog/datasets/annonces-commerciales/records",
  gapMs: 1_000,
  ask: (query) => (query.kind !== "siren" ? undefined : new URLSearchParams({
    select: COLUMNS, where: `registre IN ("${query.text}") AND familleavis="collective"`, order_by: "dateparution desc", limit: String(MOST_NOTICES),
  })),
  read: (answer, query) => {
    const parsed = answerSchema.safeParse(answer);
    if (!parsed.success) return err("unknown-shape");
    // Never the notice of another company, whatever the server made of the question.
    const own = parsed.data.results.filter(({ registre, familleavis }) => (familleavis ?? "collective") === "collective" && registre.some((number) => number.replaceAll(/\s/g, "") === query.text));
    return ok({ source: "bodacc", notices: own.map(toNotice), total: own.length < parsed.data.results.length ? own.length : parsed.data.total_count });
  },
};

function toNotice({ id, dateparution, typeavis, tribunal, jugement }: z.infer<typeof record>): Notice {
  const nature = jugement?.nature?.slice(0, 300);
  const named = PROCEDURES_NAMED.filter((procedure) => nature?.toLowerCase().includes(procedure));
  return {
    id, publishedOn: dateparution,
    type: typeavis === "annonce" ? "notice" : typeavis === "rectificatif" ? "correction" : typeavis === "annulation" ? "cancellation" : "other",
    court: tribunal?.slice(0, 200), nature, judgedOn: readDate(jugement?.date),
    // "conversion d'un redressement en liquidation" names two: which one holds is for a person to read.
    procedure: named.length === 1 ? named[0] : undefined,
    link: `${PAGE}${id}`,
  };
}

const MONTHS = ["janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre"];

/** Both ways in which notices write it: `2020-03-10`, `10 mars 2020`. Undefined for any other. */
function readDate(written: string | undefined): string | undefined {
  if (written === undefined) return undefined;
  if (parseLegalDate(written).ok) return written;
  const [, day, month, year] = /^(\d{1,2})(?:er)? (\p{L}+) (\d{4})$/u.exec(unaccented(written.toLowerCase())) ?? [];
  const at = MONTHS.indexOf(month ?? "");
  const date = at < 0 ? undefined : `${year ?? ""}-${String(at + 1).padStart(2, "0")}-${(day ?? "").padStart(2, "0")}`;
  return date !== undefined && parseLegalDate(date).ok ? date : undefined;
}

function readJson(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return undefined;
  }
}
