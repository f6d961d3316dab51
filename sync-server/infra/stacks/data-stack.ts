import { CfnOutput } from "aws-cdk-lib";
import { PublicHostedZone, type IPublicHostedZone } from "aws-cdk-lib/aws-route53";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Topic } from "aws-cdk-lib/aws-sns";
import { RemovalPolicy } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { acknowledge } from "../acknowledge.ts";
import { alarmTopic } from "../constructs/alarms.ts";
import { DataAlarms } from "../constructs/data-alarms.ts";
import { Database } from "../constructs/database.ts";
import { auditBucket } from "../constructs/audit-bucket.ts";
import { documentsBucket } from "../constructs/documents-bucket.ts";
import { Keys } from "../constructs/keys.ts";
import { logBucket } from "../constructs/log-bucket.ts";
import { Mail } from "../constructs/mail.ts";
import { Records } from "../constructs/records.ts";
import { partsBucket } from "../constructs/parts-bucket.ts";
import { Network } from "../constructs/network.ts";
import { SignIn } from "../constructs/user-pool.ts";
import { GuichetStack } from "../guichet-stack.ts";
import { namesOf, type Placement } from "../placement.ts";

/** What remembers: network, keys, database, documents, identities, images, logs. Changes seldom, and is never replaced. */
export class DataStack extends GuichetStack {
  readonly keys: Keys;
  readonly network: Network;
  readonly database: Database;
  readonly documents: Bucket;
  readonly accessLogs: Bucket;
  readonly signIn: SignIn;
  readonly alarms: Topic;
  readonly records: Records;
  readonly metricsToken: Secret;
  readonly zone: IPublicHostedZone;

  constructor(scope: Construct, placement: Placement) {
    super(scope, "data", placement, "Guichet: what remembers");
    const { environment, site } = placement;
    this.zone = PublicHostedZone.fromPublicHostedZoneAttributes(this, "Zone", { hostedZoneId: site.hostedZoneId, zoneName: site.domain });
    this.keys = new Keys(this, "Keys", placement);
    this.alarms = alarmTopic(this, "Alarms", this.keys.logs, site);
    this.records = new Records(this, "Records", placement, this.keys);
    this.accessLogs = logBucket(this, "AccessLogs", environment);
    this.network = new Network(this, "Network", placement, this.keys.logs);
    this.database = new Database(this, "Database", placement, this.network, this.keys);
    this.documents = documentsBucket(this, "Documents", placement, this.keys.data, this.accessLogs);
    partsBucket(this, "Parts", placement, this.keys.data, this.accessLogs);
    auditBucket(this, "Audit", placement, this.keys.data, this.accessLogs);
    const mail = new Mail(this, "Mail", placement, this.zone, this.alarms);
    this.signIn = new SignIn(this, "SignIn", placement, mail);
    new DataAlarms(this, "Watch", environment, this.database, this.signIn, this.alarms);
    this.metricsToken = new Secret(this, "MetricsToken", {
      secretName: namesOf(placement).metricsSecret,
      description: "Bearer token of /metrics",
      encryptionKey: this.keys.data,
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
      removalPolicy: environment.protectedData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    acknowledge(this.metricsToken, { "AwsSolutions-SMG4": "It opens counters without names, inside the network only; the server and whoever reads them have to change it in one step, which a deployment is (docs/hosting.md)." });
    new CfnOutput(this, "ImageRepository", { value: this.records.images.repositoryUri });
    new CfnOutput(this, "DatabaseHost", { value: this.database.cluster.clusterEndpoint.hostname });
    new CfnOutput(this, "SignInIssuer", { value: this.signIn.issuer });
    new CfnOutput(this, "SignInClient", { value: this.signIn.client.userPoolClientId });
    new CfnOutput(this, "DocumentsBucket", { value: this.documents.bucketName });
    for (const [index, { name, value }] of mail.identity.dkimRecords.entries()) new CfnOutput(this, `MailSigning${index + 1}`, { value: `${name} CNAME ${value}` });
  }
}
