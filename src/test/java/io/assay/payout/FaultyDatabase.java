package io.assay.payout;

import io.assay.platform.TestOutbox;
import io.assay.platform.Transactions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/**
 * A program's way to the database for one thread: every statement and every commit is a step of its
 * clock, and what was not committed is lost with the program.
 */
final class FaultyDatabase implements Transactions, AutoCloseable {
  private final DataSource real;
  private final KillClock clock;
  private final List<Connection> opened = new ArrayList<>();
  private final Deque<Optional<Connection>> running = new ArrayDeque<>();

  FaultyDatabase(DataSource real, KillClock clock) {
    this.real = real;
    this.clock = clock;
  }

  Jdbi jdbi() {
    return TestOutbox.jdbi(
        (DataSource)
            Proxy.newProxyInstance(
                FaultyDatabase.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> connection()));
  }

  private Connection connection() throws SQLException {
    Connection ofTransaction = running.isEmpty() ? null : running.peek().orElse(null);
    if (ofTransaction != null) {
      return watched(ofTransaction, true);
    }
    return watched(open(), false);
  }

  private Connection open() throws SQLException {
    Connection connection = real.getConnection();
    opened.add(connection);
    return connection;
  }

  @Override
  public <T> T committed(Supplier<T> work) {
    try {
      Connection connection = open();
      connection.setAutoCommit(false);
      running.push(Optional.of(connection));
      try {
        T result = work.get();
        clock.step(
            () -> {
              connection.commit();
              return true;
            });
        return result;
      } finally {
        running.pop();
        connection.close();
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public <T> T committed(int seconds, Supplier<T> work) {
    return committed(work);
  }

  @Override
  public <T> T outside(Supplier<T> work) {
    running.push(Optional.empty());
    try {
      return work.get();
    } finally {
      running.pop();
    }
  }

  private Connection watched(Connection connection, boolean ofTransaction) {
    return (Connection)
        Proxy.newProxyInstance(
            FaultyDatabase.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "close" -> {
                  if (!ofTransaction) {
                    connection.close();
                  }
                  return null;
                }
                case "getAutoCommit" -> {
                  // Within a transaction it is not Jdbi that begins and ends it.
                  return ofTransaction || connection.getAutoCommit();
                }
                case "commit" -> {
                  return clock.step(() -> invoke(connection, method, arguments));
                }
                default -> {
                  Object result = invoke(connection, method, arguments);
                  return result instanceof Statement statement ? watched(statement) : result;
                }
              }
            });
  }

  private Statement watched(Statement statement) {
    Class<?> type =
        statement instanceof PreparedStatement ? PreparedStatement.class : Statement.class;
    return (Statement)
        Proxy.newProxyInstance(
            FaultyDatabase.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                method.getName().startsWith("execute")
                    ? clock.step(() -> invoke(statement, method, arguments))
                    : invoke(statement, method, arguments));
  }

  private static Object invoke(Object target, Method method, Object[] arguments)
      throws SQLException {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof SQLException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The end of the program: the server rolls back what it had open. */
  @Override
  public void close() throws SQLException {
    for (Connection connection : opened) {
      connection.close();
    }
  }
}
