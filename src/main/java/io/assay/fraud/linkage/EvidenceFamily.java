package io.assay.fraud.linkage;

/**
 * Evidence of one origin: what tells of one cause is counted once, and a ban needs two families.
 */
public enum EvidenceFamily {
  /** The same wallet, browser or credential (D0). */
  IDENTITY,
  /** The same place in the network (D3). */
  NETWORK,
  /** The same device (D3). */
  DEVICE,
  /** Money from or to the same place (D8). */
  MONEY,
  /** Work in step (D5), accounts made in one burst (D7). */
  TIME,
  /** The same answers beyond chance (D1, D2). */
  CONTENT,
  /** The answers of a machine (D4). */
  AUTOMATION,
  /** Little effort, whoever it is (D6). */
  QUALITY
}
