import type { Repository } from "aws-cdk-lib/aws-ecr";
import type { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { namesOf, type Placement } from "../placement.ts";
import { imageRepository } from "./image-repository.ts";
import type { Keys } from "./keys.ts";
import { privateLog } from "./private-log.ts";

/**
 * What is to be read after what wrote it is gone: the images that ran, and the logs whose names AWS's services choose, made before they
 * would make them themselves, without a key and for ever. The service stack can be deleted and made again beside them.
 */
export class Records extends Construct {
  readonly images: Repository;
  readonly firewall: LogGroup;
  /** What the servers say. */
  readonly servers: LogGroup;

  constructor(scope: Construct, id: string, placement: Placement, keys: Keys) {
    super(scope, id);
    const { environment } = placement;
    const { cluster, rotations } = namesOf(placement);
    const log = (name: string, path: string): LogGroup => privateLog(this, name, environment, keys.logs, path);
    this.images = imageRepository(this, "Images", environment, keys.service);
    this.firewall = log("Firewall", `aws-waf-logs-${cluster}`); // WAF takes no other beginning
    log("ControlPlane", `/aws/eks/${cluster}/cluster`);
    this.servers = log("Podsapplication", `/aws/containerinsights/${cluster}/application`);
    for (const part of ["dataplane", "host", "performance"]) log(`Pods${part}`, `/aws/containerinsights/${cluster}/${part}`);
    for (const [name, rotation] of Object.entries(rotations)) log(`Turn${name}`, `/aws/lambda/${rotation}`);
  }
}
