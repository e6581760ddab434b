package io.assay.simulation.attacks;

/**
 * The accounts of one attacker: what each of them answers to each task.
 *
 * <p>Accounts and tasks are numbers from 0, tasks and labels those of {@link Surroundings#crowd()}.
 * Answers are asked for in the order in which they are given, because some farms remember what they
 * have seen.
 */
public interface Farm {
  /** The label this account gives to this task. */
  int answer(int account, int task);

  /** Whether the attacker wants this task most; half of the work of an account goes to such. */
  default boolean wants(int task) {
    return false;
  }
}
