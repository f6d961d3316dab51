import { RemovalPolicy } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import { REGION } from "../environment.ts";
import type { Placement } from "../placement.ts";

/** Three keys, by what losing one would cost: clients' data, what runs, what is written down about both. All turn once a year. */
export class Keys extends Construct {
  readonly data: Key;
  readonly service: Key;
  readonly logs: Key;

  constructor(scope: Construct, id: string, { environment, site }: Placement) {
    super(scope, id);
    const key = (name: string, description: string): Key => new Key(this, name, {
      description,
      enableKeyRotation: true,
      removalPolicy: environment.protectedData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.data = key("Data", "Clients' files: database, documents, passwords");
    this.service = key("Service", "Images and the cluster's secrets");
    this.logs = key("Logs", "Logs and alarms");
    this.logs.addToResourcePolicy(new PolicyStatement({
      principals: [new ServicePrincipal(`logs.${REGION}.amazonaws.com`)],
      actions: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
      resources: ["*"],
      conditions: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${REGION}:${site.account}:log-group:*` } },
    }));
    // Alarms and bounced mail are published to topics that this key protects.
    this.logs.addToResourcePolicy(new PolicyStatement({
      principals: [new ServicePrincipal("cloudwatch.amazonaws.com"), new ServicePrincipal("ses.amazonaws.com")],
      actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
      resources: ["*"],
      conditions: { StringEquals: { "aws:SourceAccount": site.account } },
    }));
  }
}
