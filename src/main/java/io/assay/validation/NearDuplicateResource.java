package io.assay.validation;

import io.assay.account.Role;
import io.assay.dataset.DatasetAccess;
import io.assay.platform.Cursor;
import io.assay.platform.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Which items of a dataset are nearly the same. */
@Path("/api/datasets/{id}/near-duplicates")
@RolesAllowed({Role.REQUESTER_NAME, Role.ADMIN_NAME})
@Tag(name = "Datasets")
public class NearDuplicateResource {
  private static final int SHOWN_KEYS = 20;

  /**
   * Items that are nearly the same.
   *
   * @param kind of their content: TEXT or IMAGE
   * @param items how many there are
   * @param contents how many contents they have, byte for byte
   * @param keys of the first of them
   */
  public record Group(String kind, int items, int contents, List<String> keys) {
    public Group {
      keys = List.copyOf(keys);
    }
  }

  /**
   * A page of groups, with what they come to in all.
   *
   * @param measuring whether items came in that have not been looked at
   * @param checked items whose content was looked at
   * @param alike items that are in a group
   * @param unreadable items whose content could not be read
   */
  @Schema(
      description = "Groups of items that are nearly the same, by their first key",
      example =
          """
          {"measuring": false, "checked": 1200, "alike": 3, "unreadable": 0,
           "items": [{"kind": "TEXT", "items": 3, "contents": 2, "keys": ["r-1", "r-7", "r-9"]}],
           "next": null}
          """)
  public record NearDuplicateReport(
      boolean measuring,
      long checked,
      long alike,
      long unreadable,
      List<Group> items,
      @Nullable String next) {
    public NearDuplicateReport {
      items = List.copyOf(items);
    }
  }

  private record Row(String first, String kind, Group group) {}

  private final DatasetAccess access;
  private final Jdbi jdbi;

  NearDuplicateResource(DatasetAccess access, Jdbi jdbi) {
    this.access = access;
    this.jdbi = jdbi;
  }

  @GET
  @Operation(
      summary = "Items that are nearly the same",
      description =
          "Texts by the words and characters they share, images by what stays when they are scaled,"
              + " recoded or made brighter. Found within seconds of an import; nothing is removed.")
  public NearDuplicateReport list(
      @PathParam("id") UUID id,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable Integer limit) {
    UUID dataset = access.getOwned(id).id;
    int size = Page.limit(limit);
    List<String> after = cursor == null ? List.of("", "") : Cursor.decode(cursor, 2);
    return jdbi.withHandle(
        handle -> {
          Page<Row> page =
              Page.of(
                  groups(handle, dataset, after, size + 1),
                  size,
                  last -> Cursor.encode(last.first(), last.kind()));
          List<Group> groups = page.items().stream().map(Row::group).toList();
          return report(handle, dataset, groups, page.next());
        });
  }

  private static List<Row> groups(Handle handle, UUID dataset, List<String> after, int limit) {
    return handle
        .createQuery(
            """
            WITH member AS (
              SELECT l.kind, l.group_item_id, l.content_sha256, i.key,
                row_number() OVER (PARTITION BY l.kind, l.group_item_id
                  ORDER BY i.key COLLATE "C") AS place
              FROM item_likeness l JOIN item i ON i.id = l.item_id
              WHERE l.dataset_id = :dataset AND l.group_item_id IS NOT NULL),
            g AS (
              SELECT kind, count(*) AS items, count(DISTINCT content_sha256) AS contents,
                min(key COLLATE "C") AS first,
                array_agg(key ORDER BY place) FILTER (WHERE place <= :keys) AS keys
              FROM member GROUP BY kind, group_item_id)
            SELECT * FROM g
            WHERE (g.first COLLATE "C", g.kind) > (:first, :kind)
            ORDER BY g.first COLLATE "C", g.kind LIMIT :limit
            """)
        .bind("keys", SHOWN_KEYS)
        .bind("dataset", dataset)
        .bind("first", after.get(0))
        .bind("kind", after.get(1))
        .bind("limit", limit)
        .map(
            (row, context) -> {
              List<String> keys = List.of((String[]) row.getArray("keys").getArray());
              String kind = row.getString("kind");
              Group group = new Group(kind, row.getInt("items"), row.getInt("contents"), keys);
              return new Row(row.getString("first"), kind, group);
            })
        .list();
  }

  private static NearDuplicateReport report(
      Handle handle, UUID dataset, List<Group> groups, @Nullable String next) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (SELECT 1 FROM likeness_due WHERE dataset_id = :dataset AND
              failures < 5) AS measuring,
              count(DISTINCT item_id) FILTER (WHERE problem IS DISTINCT FROM 'no-words') AS checked,
              count(DISTINCT item_id) FILTER (WHERE group_item_id IS NOT NULL) AS alike,
              count(DISTINCT item_id) FILTER (WHERE kind = 'IMAGE' AND hash IS NULL) AS unreadable
            FROM item_likeness WHERE dataset_id = :dataset
            """)
        .bind("dataset", dataset)
        .map(
            (row, context) ->
                new NearDuplicateReport(
                    row.getBoolean("measuring"),
                    row.getLong("checked"),
                    row.getLong("alike"),
                    row.getLong("unreadable"),
                    groups,
                    next))
        .one();
  }
}
