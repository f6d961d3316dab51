import { Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/** A rule of cdk-nag that does not hold here, and why. The reason stays in the template, beside the resource. */
export function acknowledge(construct: IConstruct, reasons: Readonly<Record<string, string>>): void {
  for (const [id, reason] of Object.entries(reasons)) Validations.of(construct).acknowledge({ id, reason });
}
