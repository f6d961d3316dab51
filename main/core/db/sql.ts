import type { Query, SqlValue } from "./connection.ts";

/** A column or table name written in our own code: the only text that reaches SQL without being bound. */
type Identifier = { readonly identifier: string };
type Part = SqlValue | Query | Identifier | undefined;

/**
 * The only way to make a {@link Query}. Values are bound, never spliced; another `sql` fragment is nested with its own values;
 * `undefined` is bound as NULL (`undefined` inside, `null` only in SQL).
 */
export function sql(strings: TemplateStringsArray, ...parts: readonly Part[]): Query {
  const values: SqlValue[] = [];
  let text = strings[0] ?? "";
  for (const [index, part] of parts.entries()) {
    if (isQuery(part)) {
      text += part.text;
      values.push(...part.values);
    } else if (isIdentifier(part)) {
      text += part.identifier;
    } else {
      text += "?";
      values.push(part ?? null);
    }
    text += strings[index + 1] ?? "";
  }
  return { text, values };
}

/** Fragments with a separator between: `sql.join(conditions, " AND ")`. Empty gives an empty fragment. */
sql.join = (fragments: readonly Query[], separator: ", " | " AND " | " OR " | " " = ", "): Query => ({
  text: fragments.map((fragment) => fragment.text).join(separator),
  values: fragments.flatMap((fragment) => fragment.values),
});

/** Bound values with commas between, for `IN (…)`. */
sql.values = (values: readonly SqlValue[]): Query => ({ text: values.map(() => "?").join(", "), values });

/** A name of a table or column. Lower-case letters, digits and underscores only; throws otherwise, for that is a bug. */
sql.identifier = (name: string): Identifier => {
  if (!/^[a-z_][a-z0-9_]*$/.test(name)) throw new Error(`not a name for SQL: ${JSON.stringify(name)}`);
  return { identifier: name };
};

/** Nothing, where a fragment is optional. */
sql.empty = { text: "", values: [] } satisfies Query;

function isQuery(part: Part): part is Query {
  return typeof part === "object" && part !== null && "text" in part;
}

function isIdentifier(part: Part): part is Identifier {
  return typeof part === "object" && part !== null && "identifier" in part;
}
