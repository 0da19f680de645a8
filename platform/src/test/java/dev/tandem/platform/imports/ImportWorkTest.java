package dev.tandem.platform.imports;

import static dev.tandem.platform.imports.ImportClient.id;
import static dev.tandem.platform.imports.ImportClient.rows;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.tandem.platform.testing.PostgresTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class ImportWorkTest {

    @Inject
    ImportClient imports;

    private String system;

    @BeforeEach
    void begin() {
        imports.workAs("earlier");
        system = imports.system();
    }

    private String mapping() {
        return mapping("FAIL");
    }

    private String mapping(String onMissing) {
        return imports.mapping("""
                {"format":"CSV","externalId":{"system":"%s","from":"id"},"fields":{"code":"id","name":"name",
                 "quantity":{"from":"qty","map":{"dozen":"12"}},
                 "parentId":{"ref":"toy","from":"parent","onMissing":"%s"}}}""".formatted(system, onMissing));
    }

    private static String file(int rows) {
        return "id,name,qty,parent\n"
                + IntStream.rangeClosed(1, rows).mapToObj(row -> "t" + row + ",Toy " + row + "," + row + ",")
                        .collect(Collectors.joining("\n"));
    }

    private long stored() {
        return imports.number("SELECT count(*) FROM external_id WHERE kind = 'toy' AND system = '" + system + "'");
    }

    @Test
    void worksAFileAndFindsItUnchangedTheSecondTime() {
        String mapping = mapping();

        JsonPath first = imports.finished(imports.csv(mapping, file(105)));
        JsonPath second = imports.finished(imports.csv(mapping, file(105)));
        JsonPath third = imports.finished(imports.csv(mapping, file(105).replace("Toy 7,", "Bear,")));

        assertThat(first.getMap("rows")).isEqualTo(rows(105, 105, 0, 0, 0));
        assertThat(second.getMap("rows")).isEqualTo(rows(105, 0, 0, 105, 0));
        assertThat(third.getMap("rows")).isEqualTo(rows(105, 0, 1, 104, 0));
        assertThat(stored()).isEqualTo(105);
        assertThat(first.getString("finishedAt")).isNotNull();
    }

    @Test
    void goesOnWhereADeadProcessStoppedAndNeverWorksARowTwice() {
        String job = imports.csv(mapping(), file(100));
        ToyKind.DIES_AT_ROW.set(55);

        assertThatThrownBy(() -> imports.workAs("first")).isInstanceOf(ToyKind.Death.class);
        assertThat(imports.job(job).getMap("rows")).isEqualTo(rows(100, 40, 0, 0, 0));
        assertThat(stored()).isEqualTo(40);

        imports.workAs("second");
        assertThat(imports.job(job).getString("state")).as("the lease still holds").isEqualTo("RUNNING");
        imports.sql("UPDATE import_job SET lease_until = now() - interval '1 second' WHERE id = '" + id(job) + "'");

        assertThat(imports.finished(job).getMap("rows")).isEqualTo(rows(100, 100, 0, 0, 0));
        assertThat(stored()).isEqualTo(100);
    }

    @Test
    void tellsOperatorsOfAnImportThatNobodyWorks() {
        String job = imports.csv(mapping(), file(3));
        imports.sql("UPDATE import_job SET lease_until = now() - interval '10 minutes' WHERE id = '" + id(job) + "'");
        assertThat(unattendedSeconds()).isGreaterThanOrEqualTo(600);
        imports.workAs("somebody");
        assertThat(unattendedSeconds()).isZero();
    }

    private static double unattendedSeconds() {
        return given().get("/q/metrics").then().statusCode(200).extract().asString().lines()
                .filter(line -> line.startsWith("tandem_imports_unattended_seconds"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ')))).findFirst().orElseThrow();
    }

    @Test
    void reportsFailedRowsAndTakesThemBackMended() {
        String mapping = mapping();
        String job = imports.csv(mapping, "id,name,qty,parent\r\na,\"Ann, \"\"the\"\" doll\",many,\r\nb,forbidden,1,\r\n"
                + "c,Car,dozen,nobody\r\nd,Duck,dozen,\r\n,Nameless,1,\r\nf,,1,\r\ng,Goose\r\n");

        assertThat(imports.finished(job).getMap("rows")).isEqualTo(rows(7, 1, 0, 0, 6));
        JsonPath errors = imports.job(job + "/errors");
        assertThat(errors.getList("items.row", Integer.class)).containsExactly(1, 2, 3, 5, 6, 7);
        assertThat(errors.getList("items.code")).containsExactly("invalid-number", "forbidden-name", "unknown-reference",
                "missing-external-id", "required", "wrong-column-count");
        assertThat(errors.getList("items.field")).containsExactly("quantity", "name", "parentId", null, "name", null);
        assertThat(errors.getList("items.value")).startsWith("many", "forbidden", "nobody");

        String failed = imports.admin().get(job + "/failed-rows").then().statusCode(200).extract().asString();
        assertThat(failed).startsWith("id,name,qty,parent,error\na,\"Ann, \"\"the\"\" doll\",many,,\"quantity: invalid-number");
        String mended = failed.replace("many", "1").replace("forbidden,1", "Ball,1").replace("nobody", "")
                .replace("\"\",Nameless", "e,Nameless").replace("f,,1", "f,Fish,1").replace("g,Goose,,", "g,Goose,1,");
        assertThat(imports.finished(imports.csv(mapping, mended)).getMap("rows")).isEqualTo(rows(6, 6, 0, 0, 0));
        assertThat(
                imports.finished(imports.csv(mapping, "id,name,qty,parent\na,\"Ann, \"\"the\"\" doll\",1,\n")).getMap("rows"))
                .isEqualTo(rows(1, 0, 0, 1, 0));
    }

    @Test
    void keepsARowThatTheDatabaseRefusesFromTakingItsChunkWithIt() {
        String job = imports.csv(mapping(), file(50).replace("Toy 33,33", "Toy 33,-1"));

        assertThat(imports.finished(job).getMap("rows")).isEqualTo(rows(50, 49, 0, 0, 1));
        JsonPath errors = imports.job(job + "/errors");
        assertThat(errors.getList("items.row", Integer.class)).containsExactly(33);
        assertThat(errors.getList("items.code")).containsExactly("constraint-violated");
    }

    @Test
    void resolvesReferencesToLaterRowsOfTheFile() {
        StringBuilder file = new StringBuilder("id,name,qty,parent\n");
        for (int row = 1; row <= 45; row++) {
            file.append("t%d,Toy,1,%s%n".formatted(row, row == 45 ? "" : "t" + (row + 1)));
        }
        file.append("x,Toy,1,y\ny,Toy,1,x\nz,Toy,1,nobody\n");
        String job = imports.csv(mapping(), file.toString());

        assertThat(imports.finished(job).getMap("rows")).isEqualTo(rows(48, 45, 0, 0, 3));
        assertThat(imports.job(job + "/errors").getList("items.row", Integer.class)).containsExactly(46, 47, 48);
        assertThat(imports.number("SELECT count(*) FROM toy t JOIN external_id e ON e.record_id = t.id WHERE e.system = '"
                + system + "' AND parent_id IS NOT NULL")).isEqualTo(44);
    }

    @Test
    void makesOrLeavesOutWhatAReferenceDoesNotFind() {
        String file = "id,name,qty,parent\na,Toy,1,made\nb,Toy,1,made\n";

        assertThat(imports.finished(imports.csv(mapping("NULL"), file)).getMap("rows")).isEqualTo(rows(2, 2, 0, 0, 0));
        assertThat(stored()).isEqualTo(2);
        system = imports.system();
        assertThat(imports.finished(imports.csv(mapping("CREATE"), file)).getMap("rows")).isEqualTo(rows(2, 2, 0, 0, 0));
        assertThat(stored()).isEqualTo(3);
    }

    @Test
    void lastRowOfARecordWinsAndInsertRefusesWhatExists() {
        String mapping = mapping();
        JsonPath twice = imports.finished(imports.csv(mapping, "id,name,qty,parent\na,One,1,\nb,Two,1,\na,Three,1,\n"));
        String insert = imports.upload("?mode=insert&mapping=" + mapping, "text/csv", "id,name,qty,parent\na,X,1,\nc,Y,1,\n");

        assertThat(twice.getMap("rows")).isEqualTo(rows(3, 2, 1, 0, 0));
        assertThat(imports.finished(insert).getMap("rows")).isEqualTo(rows(2, 1, 0, 0, 1));
        assertThat(imports.job(insert + "/errors").getList("items.code")).containsExactly("already-exists");
        assertThat(imports.number("SELECT count(*) FROM toy t JOIN external_id e ON e.record_id = t.id WHERE e.system = '"
                + system + "' AND name = 'Three'")).isEqualTo(1);
    }

    @Test
    void dryRunReportsAllAndKeepsNothing() {
        String mapping = mapping();
        String file = "id,name,qty,parent\na,Toy,1,b\nb,Toy,many,\nc,Toy,1,nobody\n";

        JsonPath dry = imports.finished(imports.upload("?dryRun=true&mapping=" + mapping, "text/csv", file));

        assertThat(dry.getMap("rows")).isEqualTo(rows(3, 1, 0, 0, 2));
        assertThat(dry.getBoolean("dryRun")).isTrue();
        assertThat(stored()).isZero();
    }

    @Test
    void countsOccurrencesAndRemembersThemInFailedRows() {
        String mapping = imports.mapping("""
                {"format":"WHITESPACE","externalId":{"system":"%s","template":"{who}-{day}-{occurrence}"},"fields":{
                 "code":{"template":"{who}-{day}"},"name":"who","quantity":"qty","madeOn":{"from":"day","date":"yyyyMMdd"}}}"""
                .formatted(system));
        String file = " who day qty\n 1 19970101 5\n 2 19970101 x\n 2 19970101 y\n 2 19970102 7\n 2 19970101 8\n";

        String job = imports.upload("?mapping=" + mapping, "text/plain", file);
        assertThat(imports.finished(job).getMap("rows")).isEqualTo(rows(5, 3, 0, 0, 2));
        String failed = imports.admin().get(job + "/failed-rows").asString();
        JsonPath mended = imports.finished(imports.upload("?mapping=" + mapping, "text/plain",
                failed.replace("19970101 x", "19970101 6").replace("19970101 y", "19970101 9")));

        assertThat(mended.getMap("rows")).isEqualTo(rows(2, 2, 0, 0, 0));
        assertThat(imports.finished(imports.upload("?mapping=" + mapping, "text/plain",
                file.replace(" x", " 6").replace(" y", " 9"))).getMap("rows")).isEqualTo(rows(5, 0, 0, 5, 0));
    }

    @Test
    void takesFilesWithoutAHeaderAndTheirFailedRowsBack() {
        String mapping = imports.mapping("""
                {"format":"CSV","columns":["id","name","qty"],"externalId":{"system":"%s","from":"id"},
                 "fields":{"code":"id","name":"name","quantity":"qty"}}""".formatted(system));

        String job = imports.csv(mapping, "a,One,1\nb,Two,x\n");
        assertThat(imports.finished(job).getMap("rows")).isEqualTo(rows(2, 1, 0, 0, 1));
        String failed = imports.admin().get(job + "/failed-rows").asString();
        assertThat(failed).startsWith("b,Two,x,");
        assertThat(imports.finished(imports.csv(mapping, failed.replace("Two,x", "Two,2"))).getMap("rows"))
                .isEqualTo(rows(1, 1, 0, 0, 0));
    }

    @Test
    void cancelStopsBetweenChunksAndKeepsWhatWasWorked() {
        String job = imports.csv(mapping(), file(100));
        ToyKind.DIES_AT_ROW.set(30);
        assertThatThrownBy(() -> imports.workAs("first")).isInstanceOf(ToyKind.Death.class);

        imports.admin().header("If-Match", "\"1\"").post(job + "/cancel").then().statusCode(412);
        imports.admin().post(job + "/cancel").then().statusCode(200);
        imports.workAs("second");

        assertThat(imports.job(job).getString("state")).isEqualTo("CANCELLED");
        assertThat(stored()).isEqualTo(20);
        assertThat(imports.admin().post(imports.csv(mapping(), "id,name,qty,parent\n") + "/cancel").statusCode())
                .isEqualTo(200);
    }
}
