import { CfnOutput } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { ApiFirewall } from "../constructs/api-firewall.ts";
import { CentreCluster, podIdentity } from "../constructs/cluster.ts";
import { deployRole } from "../constructs/deploy-role.ts";
import { LoadBalancer } from "../constructs/load-balancer.ts";
import { ServiceAlarms } from "../constructs/service-alarms.ts";
import { serverRole } from "../constructs/server-role.ts";
import { GuichetStack } from "../guichet-stack.ts";
import { namesOf, type Placement } from "../placement.ts";
import type { DataStack } from "./data-stack.ts";

/** What runs: the cluster, the one door to it and its firewall. Holds nothing: it can be made again from here. */
export class ServiceStack extends GuichetStack {
  constructor(scope: Construct, placement: Placement, data: DataStack) {
    super(scope, "service", placement, "Guichet: what runs");
    const names = namesOf(placement);
    const centre = new CentreCluster(this, "Centre", placement, data.network, data.keys.service);
    centre.letReach({ groupId: data.database.securityGroup.securityGroupId, port: 5432 });
    centre.letDeploy(deployRole(this, "Deploy", placement, data.records.images));
    podIdentity(this, "ServerIdentity", names, serverRole(this, "ServerRole", data));
    const door = new LoadBalancer(this, "Door", placement, data.network, centre.cluster.clusterSecurityGroup, data.zone, data.accessLogs);
    const firewall = new ApiFirewall(this, "Firewall", door.balancer.loadBalancerArn, data.records.firewall);
    new ServiceAlarms(this, "Watch", placement, door, firewall, data.records.servers, data.alarms);
    new CfnOutput(this, "TargetGroup", { value: door.targets.targetGroupArn });
    new CfnOutput(this, "ClusterName", { value: centre.cluster.clusterName });
  }
}
