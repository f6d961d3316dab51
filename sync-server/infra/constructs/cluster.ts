import { CfnSecurityGroupIngress, Peer, Port } from "aws-cdk-lib/aws-ec2";
import { AccessEntry, AccessPolicy, AccessScopeType, CfnAccessEntry, CfnAddon, Cluster, ClusterLoggingTypes, DefaultCapacityType, EndpointAccess, KubernetesVersion } from "aws-cdk-lib/aws-eks-v2";
import { CfnPodIdentityAssociation } from "aws-cdk-lib/aws-eks";
import { ManagedPolicy, Role, ServicePrincipal, type IRole } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import { acknowledge } from "../acknowledge.ts";
import { DEPLOYERS } from "../manifests/cluster-chart.ts";
import { namesOf, SERVICE_CIDR, type Placement } from "../placement.ts";
import type { Network } from "./network.ts";

const awsPolicies = [
  "AmazonEKSClusterPolicy", "AmazonEKSComputePolicy", "AmazonEKSBlockStoragePolicy", "AmazonEKSLoadBalancingPolicy", "AmazonEKSNetworkingPolicy",
  "AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryReadOnly", "CloudWatchAgentServerPolicy",
] as const;

/** Pods take their AWS identity from this service, by name; nothing is written into them. */
export const podPrincipal = (): ServicePrincipal => new ServicePrincipal("pods.eks.amazonaws.com");

/**
 * Kubernetes whose machines AWS chooses, patches and replaces (EKS Auto Mode). Its API has a private address only; its secrets are
 * encrypted by our key; every call to it is logged. Nobody is its administrator by having created it.
 */
export class CentreCluster extends Construct {
  readonly cluster: Cluster;

  constructor(scope: Construct, id: string, placement: Placement, { vpc, servers }: Network, key: IKey) {
    super(scope, id);
    const { site } = placement;
    const names = namesOf(placement);
    this.cluster = new Cluster(this, "Cluster", {
      clusterName: names.cluster,
      version: KubernetesVersion.V1_35,
      vpc,
      vpcSubnets: [servers],
      endpointAccess: EndpointAccess.PRIVATE,
      secretsEncryptionKey: key,
      serviceIpv4Cidr: SERVICE_CIDR,
      defaultCapacityType: DefaultCapacityType.AUTOMODE,
      compute: { nodePools: ["system", "general-purpose"] },
      clusterLogging: [ClusterLoggingTypes.API, ClusterLoggingTypes.AUDIT, ClusterLoggingTypes.AUTHENTICATOR, ClusterLoggingTypes.CONTROLLER_MANAGER, ClusterLoggingTypes.SCHEDULER],
      bootstrapClusterCreatorAdminPermissions: false,
      outputConfigCommand: false,
    });
    this.cluster.clusterSecurityGroup.addIngressRule(Peer.ipv4(site.runnerCidr), Port.HTTPS, "Kubernetes API, to the machines that deploy");
    new AccessEntry(this, "Operators", {
      cluster: this.cluster,
      principal: site.operatorRoleArn,
      accessPolicies: [AccessPolicy.fromAccessPolicyName("AmazonEKSClusterAdminPolicy", { accessScopeType: AccessScopeType.CLUSTER })],
    });
    this.addOns(names.cluster);
    for (const policy of awsPolicies) acknowledge(this, { [`AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${policy}]`]: "EKS Auto Mode and its agent work by AWS's own policies; a copy of ours would fall behind each of their releases." });
    acknowledge(this, { "CloudFormation-Validate::W9009": "CDK writes the list of what is encrypted, which has one possible value, as long as EKS takes it." });
  }

  /** The role that deploys belongs to one group of Kubernetes, whose rights are in the manifests. */
  letDeploy(role: IRole): void {
    new CfnAccessEntry(this, "Deployers", { clusterName: this.cluster.clusterName, principalArn: role.roleArn, kubernetesGroups: [DEPLOYERS], type: "STANDARD" });
  }

  /** Opens the database to the pods. The rule stands here, for the data stack must not know this one. */
  letReach(database: { readonly groupId: string; readonly port: number }): void {
    new CfnSecurityGroupIngress(this, "ToDatabase", {
      groupId: database.groupId, sourceSecurityGroupId: this.cluster.clusterSecurityGroupId,
      ipProtocol: "tcp", fromPort: database.port, toPort: database.port, description: "PostgreSQL, from the servers",
    });
  }

  /** What the manifests count on: passwords as files, measures for the autoscaler, logs and metrics to CloudWatch in Paris. */
  private addOns(clusterName: string): void {
    new CfnAddon(this, "Secrets", { clusterName, addonName: "aws-secrets-store-csi-driver-provider", configurationValues: JSON.stringify({ "secrets-store-csi-driver": { syncSecret: { enabled: true }, enableSecretRotation: true } }) });
    new CfnAddon(this, "Measures", { clusterName, addonName: "metrics-server" });
    const watcher = new Role(this, "WatcherRole", { assumedBy: podPrincipal().withSessionTags(), managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName("CloudWatchAgentServerPolicy")] });
    new CfnAddon(this, "Watcher", { clusterName, addonName: "amazon-cloudwatch-observability", podIdentityAssociations: [{ roleArn: watcher.roleArn, serviceAccount: "cloudwatch-agent" }] });
  }
}

/** Gives the pods of one service account a role. */
export function podIdentity(scope: Construct, id: string, { cluster, namespace, serviceAccount }: ReturnType<typeof namesOf>, role: IRole): void {
  new CfnPodIdentityAssociation(scope, id, { clusterName: cluster, namespace, serviceAccount, roleArn: role.roleArn });
}
