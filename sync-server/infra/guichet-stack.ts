import { Stack, Tags } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { REGION, ZONES } from "./environment.ts";
import type { Placement } from "./placement.ts";

/** A stack of the centre: in Paris, over its three zones, and protected where its data are. */
export class GuichetStack extends Stack {
  readonly placement: Placement;

  constructor(scope: Construct, part: "data" | "service" | "edge", placement: Placement, description: string) {
    const { environment, site } = placement;
    super(scope, `guichet-${environment.name}-${part}`, {
      env: { region: REGION, account: site.account },
      description,
      terminationProtection: environment.protectedData,
    });
    this.placement = placement;
    Tags.of(this).add("guichet:environment", environment.name);
    Tags.of(this).add("guichet:part", part);
  }

  /** Said here, not asked of the account: a synthesis needs no credentials. */
  override get availabilityZones(): string[] {
    return [...ZONES];
  }
}
