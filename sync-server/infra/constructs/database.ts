import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { Peer, Port, SecurityGroup } from "aws-cdk-lib/aws-ec2";
import { AuroraPostgresEngineVersion, ClusterInstance, Credentials, DatabaseCluster, DatabaseClusterEngine, DatabaseInsightsMode, ParameterGroup } from "aws-cdk-lib/aws-rds";
import { HostedRotation, Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import { acknowledge } from "../acknowledge.ts";
import { namesOf, type Placement } from "../placement.ts";
import type { Keys } from "./keys.ts";
import type { Network } from "./network.ts";
import { privateLog } from "./private-log.ts";

/** Passwords travel in an address (GUICHET_PG_URL), where these would have to be escaped. */
const NOT_IN_AN_ADDRESS = " %+~`#$&*()|[]{}:;<>?!'/@\"\\,=^.-_";
const MASTER = "guichet_master";
const ROTATION = Duration.days(30);

/**
 * Aurora PostgreSQL: a writer and readers in other zones, on storage copied six times over three zones. TLS required, encrypted by our key,
 * every moment of the last `backupDays` can be restored. Servers connect as `guichet`, who owns nothing (see docs/hosting.md, first day);
 * its password turns by two accounts in alternation, so that the one in use stays good until the next turn.
 */
export class Database extends Construct {
  readonly cluster: DatabaseCluster;
  readonly securityGroup: SecurityGroup;
  readonly serverSecret: Secret;

  constructor(scope: Construct, id: string, placement: Placement, { vpc, data, servers }: Network, { data: key, logs: logKey }: Keys) {
    super(scope, id);
    const { environment } = placement;
    const { database, protectedData } = environment;
    const names = namesOf(placement);
    const engine = DatabaseClusterEngine.auroraPostgres({ version: AuroraPostgresEngineVersion.VER_18_4 });
    this.securityGroup = new SecurityGroup(this, "Door", { vpc, description: "PostgreSQL, to the servers and the rotation of passwords", allowAllOutbound: false });
    const identifier = names.cluster;
    // Made before the cluster, which would make it without a key and for ever.
    const log = privateLog(this, "Log", environment, logKey, `/aws/rds/cluster/${identifier}/postgresql`);
    const kept = protectedData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    const master = new Secret(this, "MasterPassword", {
      secretName: names.masterSecret,
      description: "The database's administrator: first day and rotation only",
      encryptionKey: key,
      removalPolicy: kept,
      generateSecretString: { secretStringTemplate: JSON.stringify({ username: MASTER }), generateStringKey: "password", excludeCharacters: NOT_IN_AN_ADDRESS, passwordLength: 40 },
    });
    this.cluster = new DatabaseCluster(this, "Cluster", {
      engine,
      clusterIdentifier: identifier,
      vpc,
      vpcSubnets: data,
      securityGroups: [this.securityGroup],
      port: 5432,
      defaultDatabaseName: "guichet",
      credentials: Credentials.fromSecret(master, MASTER),
      serverlessV2MinCapacity: database.minCapacity,
      serverlessV2MaxCapacity: database.maxCapacity,
      writer: ClusterInstance.serverlessV2("Writer", { publiclyAccessible: false }),
      // The first reader follows the writer's size, to take its place without a pause.
      readers: Array.from({ length: database.readers }, (_, index) => ClusterInstance.serverlessV2(`Reader${index + 1}`, { scaleWithWriter: index === 0, publiclyAccessible: false })),
      storageEncrypted: true,
      storageEncryptionKey: key,
      backup: { retention: Duration.days(database.backupDays), preferredWindow: "01:00-02:00" },
      preferredMaintenanceWindow: "sun:02:30-sun:03:30",
      copyTagsToSnapshot: true,
      deletionProtection: protectedData,
      removalPolicy: kept,
      deleteAutomatedBackups: !protectedData,
      iamAuthentication: true,
      parameterGroup: new ParameterGroup(this, "Parameters", {
        engine,
        description: "TLS required; slow statements are told, clients' values never",
        parameters: { "rds.force_ssl": "1", ssl_min_protocol_version: "TLSv1.2", log_min_duration_statement: "2000", log_parameter_max_length: "0", log_parameter_max_length_on_error: "0", log_error_verbosity: "terse" },
      }),
      cloudwatchLogsExports: ["postgresql"],
      enablePerformanceInsights: true,
      performanceInsightEncryptionKey: key,
      databaseInsightsMode: DatabaseInsightsMode.STANDARD,
    });
    this.cluster.node.addDependency(log);
    acknowledge(this.cluster, { "AwsSolutions-RDS11": "The port is no secret: nothing but the servers' and the rotation's security groups reaches it." });
    if (!protectedData) acknowledge(this.cluster, { "AwsSolutions-RDS10": "This environment holds invented files and is deleted whole." });
    this.serverSecret = new Secret(this, "ServerPassword", {
      secretName: names.databaseSecret,
      description: "As whom the servers connect",
      encryptionKey: key,
      removalPolicy: kept,
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ engine: "postgres", username: "guichet", dbname: "guichet", port: 5432, host: this.cluster.clusterEndpoint.hostname, masterarn: master.secretArn }),
        generateStringKey: "password",
        excludeCharacters: NOT_IN_AN_ADDRESS,
        passwordLength: 40,
      },
    });
    const rotation = new SecurityGroup(this, "Rotation", { vpc, description: "Rotation of database passwords", allowAllOutbound: false });
    rotation.addEgressRule(Peer.ipv4(environment.network.cidr), Port.HTTPS, "to Secrets Manager's private endpoint");
    rotation.addEgressRule(this.securityGroup, Port.POSTGRES, "to the database");
    this.securityGroup.addIngressRule(rotation, Port.POSTGRES, "rotation of passwords");
    const where = { vpc, vpcSubnets: servers, securityGroups: [rotation], excludeCharacters: NOT_IN_AN_ADDRESS };
    // Not at once: the accounts are made on the first day, by hand.
    this.serverSecret.addRotationSchedule("Turn", { hostedRotation: HostedRotation.postgreSqlMultiUser({ ...where, masterSecret: master, functionName: names.rotations.server }), automaticallyAfter: ROTATION, rotateImmediatelyOnUpdate: false });
    master.addRotationSchedule("Turn", { hostedRotation: HostedRotation.postgreSqlSingleUser({ ...where, functionName: names.rotations.master }), automaticallyAfter: ROTATION, rotateImmediatelyOnUpdate: false });
  }
}
