import type { Cluster, Estate, IamPrincipal } from "../../model/estate.ts";
import { clusterToAsk, placedIn, sampleCluster, type AskedCluster } from "./asked-cluster.ts";

/** A cluster that a principal is asked about. */
export interface ReachableCluster {
  readonly asked: AskedCluster;
  /** Undefined for one that could be there. */
  readonly cluster: Cluster | undefined;
}

/** The clusters of an estate by account: EKS lets in no principals of other accounts. */
export class ReachableClusters {
  readonly #byAccount = new Map<string, ReachableCluster[]>();
  /** Those whose account is not known. */
  readonly #anywhere: ReachableCluster[] = [];
  readonly #all: readonly ReachableCluster[];

  constructor({ clusters }: Estate) {
    this.#all = clusters.map((cluster) => ({ asked: clusterToAsk(cluster), cluster }));
    for (const one of this.#all) {
      const { account, standIn } = one.asked;
      const own = this.#byAccount.get(account);
      if (standIn.account) this.#anywhere.push(one);
      else if (own === undefined) this.#byAccount.set(account, [one]);
      else own.push(one);
    }
  }

  /** @returns those of the principal's account; in an estate without any, one that could be there */
  of({ account, arn }: IamPrincipal): readonly ReachableCluster[] {
    const id = account.state === "known" ? account.value : undefined;
    if (this.#all.length === 0) {
      const sample = sampleCluster(id ?? "");
      const partition = arn.state === "known" ? arn.value.split(":")[1] : undefined;
      if (partition === undefined) return [{ asked: sample, cluster: undefined }];
      const standIn = { ...sample.standIn, partition: false };
      const asked = { ...placedIn(sample, { account: sample.account, partition }), standIn };
      return [{ asked, cluster: undefined }];
    }
    if (id === undefined) return this.#all;
    const here = this.#anywhere.map(({ asked, cluster }): ReachableCluster => {
      const standIn = { ...asked.standIn, account: false };
      const { partition } = asked;
      return { asked: { ...placedIn(asked, { account: id, partition }), standIn }, cluster };
    });
    return [...(this.#byAccount.get(id) ?? []), ...here];
  }
}
