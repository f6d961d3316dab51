import { each, type Judge } from "./judge.ts";
import { statementsOf } from "./statements.ts";

/** In a key's own policy `*` is this key; in anything else it has to be explained beside it. */
const IS_ITSELF = ["AWS::KMS::Key"];

/** No permission is granted on everything, nor to do everything, without a reason recorded in the template. */
export const permissions: Judge = each(({ Type, Properties, Metadata }) => {
  const reasons = Metadata?.cdk_nag?.rules_to_suppress ?? [];
  const isExplained = (finding: string): boolean => reasons.some(({ id, reason }) => id === `AwsSolutions-IAM5[${finding}]` && reason.length > 20);
  if (IS_ITSELF.includes(Type)) return [];
  return statementsOf(Properties).filter(({ allows }) => allows).flatMap(({ actions, resources }) => [
    ...actions.filter((action) => action === "*" || action.endsWith(":*")).filter((action) => !isExplained(`Action::${action}`)).map((action) => `may do ${action}`),
    ...resources.filter((resource) => typeof resource === "string" && resource.includes("*")).map(String).filter((resource) => !isExplained(`Resource::${resource}`)).map((resource) => `is granted on ${resource} without a reason`),
  ]);
});
