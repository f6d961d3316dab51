import { at, listAt } from "./judge.ts";

/** One statement of a policy, wherever it is written. */
export type Statement = {
  readonly allows: boolean;
  readonly actions: readonly string[];
  readonly resources: readonly unknown[];
  readonly isForEverybody: boolean;
  readonly isConditional: boolean;
};

const DOCUMENTS = ["PolicyDocument", "AssumeRolePolicyDocument", "KeyPolicy", "RepositoryPolicyText", "ResourcePolicy"];

/** Every statement in a resource's own policies. */
export function statementsOf(properties: unknown): readonly Statement[] {
  const documents = [...DOCUMENTS.map((name) => at(properties, name)), ...listAt(properties, "Policies").map((policy) => at(policy, "PolicyDocument"))];
  return documents.flatMap((document) => listAt(document, "Statement")).map((statement) => ({
    allows: at(statement, "Effect") === "Allow",
    actions: listAt(statement, "Action").map(String),
    resources: listAt(statement, "Resource"),
    isForEverybody: at(statement, "Principal") === "*" || listAt(statement, "Principal", "AWS").includes("*"),
    isConditional: at(statement, "Condition") !== undefined,
  }));
}
