/** One view of the reporting schema: what a row is, and of each column what it holds and where it comes from. */
type View = { readonly name: string; readonly row: string; readonly columns: readonly (readonly [name: string, expression: string, meaning: string])[]; readonly from: string };

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const moment = (column: string): string => `to_timestamp(${column} / 1000.0)`;
/** A company's number is told to its own bank and to nobody who looks over all banks. */
const siren = (table: string): string => `CASE WHEN ${table}.bank_id = ANY ((SELECT guichet.reporting_own())::uuid[]) THEN ${table}.siren END`;
/** The state as it is kept, read once a row; null where it is no object any more. */
const STATE = "CROSS JOIN LATERAL (SELECT CASE WHEN f.state LIKE '{%' THEN f.state::jsonb END AS s OFFSET 0) j";
/** The last entry of a step in the life of the loan. */
const last = (step: string, alias: string): string =>
  `LEFT JOIN LATERAL (SELECT e.e, e.o FROM jsonb_array_elements(j.s->'life') WITH ORDINALITY AS e (e, o) WHERE e.e->>'step' = '${step}' ORDER BY e.o DESC LIMIT 1) ${alias} ON true`;
/** The last movement of each registration. */
const STANDING = "(SELECT DISTINCT ON (l.bank_id, l.file_id, l.number) l.* FROM guichet.ledger_movement l ORDER BY l.bank_id, l.file_id, l.number, l.step DESC) m";

const BANK = ["bank_id", "bank_id", "Bank."] as const;
const of = (table: string) => ["bank_id", `${table}.bank_id`, BANK[2]] as const;
const branch = (table: string) => ["branch_id", `${table}.branch_id`, "Branch where the file is now."] as const;
const file = (table: string) => ["file_id", `${table}.file_id`, "File."] as const;

const views: readonly View[] = [
  {
    name: "banks", row: "A bank of the centre.",
    columns: [of("b"), ["bank_name", "b.name", "Name of the bank."]],
    from: "guichet.bank b",
  },
  {
    name: "branches", row: "A branch of a bank, with how many files it has.",
    columns: [
      of("b"), ["branch_id", "b.branch_id", "Branch."], ["branch_name", "b.name", "Name of the branch."], ["region", "b.region", "Region of the branch, where the directory gives one."],
      ["files", "coalesce(n.files, 0)", "Files of the branch, whatever their status."], ["registered", "coalesce(n.registered, 0)", "Of them, those registered."], ["drafts", "coalesce(n.drafts, 0)", "Of them, those not submitted yet."],
    ],
    from: "guichet.branch b LEFT JOIN (SELECT f.bank_id, f.branch_id, count(*) AS files, count(*) FILTER (WHERE f.status = 'registered') AS registered, count(*) FILTER (WHERE f.status = 'draft') AS drafts FROM guichet.file f GROUP BY f.bank_id, f.branch_id) n ON n.bank_id = b.bank_id AND n.branch_id = b.branch_id",
  },
  {
    name: "files", row: "A file as the centre holds it now.",
    columns: [
      of("f"), branch("f"), file("f"), ["version", "f.version", "Version at the centre."], ["status", "f.status", "draft, registered, withdrawn, declined or cancelled."],
      ["siren", siren("f"), "SIREN of the company; null for whoever sees all banks."], ["scheme", "j.s->'fields'->>'scheme'", "Scheme asked for."], ["amount_cents", "(j.s->'fields'->>'amount')::bigint", "Amount asked for, in cents."],
      ["received_on", "(j.s->'fields'->>'receivedOn')::date", "Day on which the bank received the request."], ["number", "j.s->'registration'->>'number'", "Registration number."], ["registered_at", moment("(j.s->'registration'->>'registeredAt')::bigint"), "When it was registered."],
      ["grant_on", "(j.s->'registration'->>'grantOn')::date", "Grant date on which the rules were applied."], ["last_step", "j.s->'life'->-1->>'step'", "Last step recorded of the loan."], ["last_step_on", "(j.s->'life'->-1->'facts'->>'on')::date", "Day of that step."],
      ["created_at", moment("(j.s->>'createdAt')::bigint"), "When the file was begun on a workstation."], ["updated_at", moment("f.updated_at"), "When the centre last changed it."],
    ],
    from: `guichet.file f ${STATE}`,
  },
  {
    name: "registrations", row: "A registration number, with its last movement in the ledger.",
    columns: [
      of("m"), branch("f"), file("m"), ["number", "m.number", "Registration number."], ["siren", siren("m"), "SIREN of the company; null for whoever sees all banks."], ["scheme", "m.scheme", "Scheme."], ["amount_cents", "m.amount", "Amount held of the ceiling, in cents; of a released number, what it held last."],
      ["state", "m.state", "reserved, corrected, granted (the money left) or released."], ["grant_on", "m.grant_on::date", "Grant date; once disbursed, the day of the disbursement."],
      ["registered_at", "(SELECT to_timestamp(min(r.moved_at) / 1000.0) FROM guichet.ledger_movement r WHERE r.siren = m.siren AND r.bank_id = m.bank_id AND r.file_id = m.file_id AND r.number = m.number)", "When the number was given."], ["moved_at", moment("m.moved_at"), "When it last moved."],
    ],
    from: `${STANDING} LEFT JOIN guichet.file f ON f.bank_id = m.bank_id AND f.file_id = m.file_id`,
  },
  {
    name: "ledger", row: "A movement of the ledger of ceilings. None is ever changed.",
    columns: [
      of("m"), file("m"), ["step", "m.step", "Place among the movements of this file, from 1."], ["number", "m.number", "Registration number."], ["siren", siren("m"), "SIREN of the company; null for whoever sees all banks."], ["scheme", "m.scheme", "Scheme."],
      ["amount_cents", "m.amount", "Amount held from this movement on, in cents."], ["state", "m.state", "reserved, corrected, granted or released."], ["grant_on", "m.grant_on::date", "Grant date."], ["moved_at", moment("m.moved_at"), "When it was written."],
    ],
    from: "guichet.ledger_movement m",
  },
  {
    name: "refusals", row: "A file that the bank declined, by its last refusal.",
    columns: [
      of("f"), branch("f"), file("f"), ["refused_on", "(d.e->'facts'->>'on')::date", "Day of the refusal."], ["kind", "d.e->'facts'->>'kind'", "REFUS, or REFUS_EXAMEN where the bank did not examine it."], ["reason", "d.e->'facts'->>'reason'", "Reason, from the closed list."],
      ["notified_on", "(d.e->'facts'->>'notifiedOn')::date", "Day on which the client was told."], ["mediation", "CASE WHEN v.o > d.o THEN v.e->'facts'->>'outcome' END", "SAISIE, ACCORD or ECHEC, where the credit mediator was asked."], ["status", "f.status", "Where the file stands now: an agreement in mediation opens it again."],
    ],
    from: `guichet.file f ${STATE} ${last("declined", "d")} ${last("mediated", "v")} WHERE d.e IS NOT NULL`,
  },
  {
    name: "refused_changes", row: "How many changes the centre refused, by day, branch and code.",
    columns: [
      of("r"), ["branch_id", "r.branch_id", "Branch in which the change was made, where it could be read."], ["refused_on", "r.refused_on", "Day in Paris on which the centre refused it."], ["kind", "r.kind", "Kind of change: submitted, edited, recorded and others."], ["code", "r.code", "Code of the refusal (Aide, error codes)."], ["changes", "count(*)", "How many."],
    ],
    from: "(SELECT c.bank_id, c.branch_id, c.kind, (c.verdict::jsonb)->>'code' AS code, (to_timestamp(s.received_at / 1000.0) AT TIME ZONE 'Europe/Paris')::date AS refused_on FROM guichet.change c JOIN guichet.signed_head s ON s.bank_id = c.bank_id AND s.replica_id = c.replica_id AND s.last_seq = c.last_seq WHERE c.verdict LIKE '%\"refused\"%' AND (c.verdict::jsonb)->>'kind' = 'refused') r GROUP BY r.bank_id, r.branch_id, r.refused_on, r.kind, r.code",
  },
  {
    name: "disbursements", row: "A loan whose money left, with its declaration to the guarantor.",
    columns: [
      of("m"), branch("f"), file("m"), ["number", "m.number", "Registration number."], ["siren", siren("m"), "SIREN of the company; null for whoever sees all banks."], ["scheme", "m.scheme", "Scheme."], ["amount_cents", "m.amount", "Amount disbursed, as amended since, in cents."], ["disbursed_on", "m.grant_on::date", "Day of the disbursement."],
      ["declared_on", "(d.e->'facts'->>'on')::date", "Day of the last declaration; null while it was never declared."], ["batch", "d.e->'facts'->>'batch'", "Batch of that declaration."], ["answer", "CASE WHEN a.o > d.o THEN a.e->'facts'->>'outcome' END", "ACCEPTEE or REJETEE, once the guarantor answered; a rejected loan is to be declared again."], ["answered_on", "CASE WHEN a.o > d.o THEN (a.e->'facts'->>'on')::date END", "Day of that answer."],
    ],
    from: `${STANDING} LEFT JOIN guichet.file f ON f.bank_id = m.bank_id AND f.file_id = m.file_id ${STATE} ${last("declared", "d")} ${last("answered", "a")} WHERE m.state = 'granted'`,
  },
  {
    name: "premiums", row: "A year's guarantee premium of a loan whose money left, as the rules last computed it (every night, and before each report).",
    columns: [
      of("p"), branch("f"), file("p"), ["year", "p.year", "Year of the loan, from 1."], ["due_on", "p.due_on", "Day on which it is due: an assumption of the rules (SPEC, PM4)."], ["expected_cents", "p.expected", "What the rules compute, in cents; null where a fact is missing or the sources do not say."],
      ["paid_on", "p.paid_on", "Day on which it was paid."], ["paid_cents", "p.paid", "What was paid, in cents."], ["is_owed", "p.paid_on IS NULL AND NOT p.unknown", "True while it is still to be taken, due or not yet."], ["is_unknown", "p.unknown", "True where the sources do not say whether it is asked for."], ["computed_at", moment("p.computed_at"), "When the rules computed this row."],
    ],
    from: "guichet.premium_year p JOIN guichet.file f ON f.bank_id = p.bank_id AND f.file_id = p.file_id",
  },
  {
    name: "documents", row: "The supporting documents of a file: how many, and how large. Neither their names nor what is in them.",
    columns: [of("d"), branch("f"), file("d"), ["documents", "count(*)", "Documents whose sending was begun."], ["complete", "count(*) FILTER (WHERE d.completed_at IS NOT NULL)", "Of them, those that the centre has whole."], ["bytes", "sum(d.size)::bigint", "Their size."]],
    from: "guichet.document d JOIN guichet.file f ON f.bank_id = d.bank_id AND f.file_id = d.file_id GROUP BY d.bank_id, f.branch_id, d.file_id",
  },
  {
    name: "workstations", row: "A workstation, and how it stands.",
    columns: [
      of("r"), ["replica_id", "r.replica_id", "Workstation."], ["person_id", "r.person_id", "Whose it is, by her id in the directory."], ["enrolled_at", moment("r.enrolled_at"), "When it was enrolled."], ["revoked_at", moment("r.revoked_at"), "When it was sent away."], ["approval", "d.approval", "waiting, approved or refused, where the bank decides."],
      ["heard_at", moment("d.heard_at"), "When it was heard of last."], ["version", "d.version", "Its version of Guichet."], ["waiting", "d.waiting", "Changes that waited on it then."], ["oldest_at", moment("d.oldest_at"), "Since when the oldest of them waited."], ["changes", "r.have", "Changes that the centre has of it."],
    ],
    from: "guichet.replica r LEFT JOIN guichet.device d ON d.bank_id = r.bank_id AND d.replica_id = r.replica_id",
  },
];

const make = ({ name, row, columns, from }: View): string => [
  `CREATE VIEW guichet_reporting.${name} AS SELECT ${columns.map(([column, expression]) => `${expression} AS ${column}`).join(", ")} FROM ${from};`,
  `COMMENT ON VIEW guichet_reporting.${name} IS ${quoted(row)};`,
  ...columns.map(([column, , meaning]) => `COMMENT ON COLUMN guichet_reporting.${name}.${column} IS ${quoted(meaning)};`),
].join("\n    ");

export const reportingViews = views.map(make).join("\n    ");
