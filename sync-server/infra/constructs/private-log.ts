import { RemovalPolicy } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import type { Environment } from "../environment.ts";

/** A log in Paris, encrypted by our key and kept as long as the environment says. `name` only where AWS asks for one. */
export function privateLog(scope: Construct, id: string, environment: Environment, encryptionKey: IKey, name?: string): LogGroup {
  const retention: RetentionDays = environment.logDays;
  return new LogGroup(scope, id, {
    ...(name === undefined ? {} : { logGroupName: name }),
    encryptionKey,
    retention,
    removalPolicy: environment.protectedData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
}
