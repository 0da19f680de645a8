package dev.tandem.accounts.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;

import org.hibernate.annotations.Fetch;
import org.hibernate.annotations.FetchMode;

import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.Violation;
import dev.tandem.platform.record.StoredRecord;
import dev.tandem.platform.resource.Stamp;

/** A way of selling: its stages in order. It always has an open stage to begin in and a won stage to end in. */
@Entity
@Table(name = "pipeline")
public class Pipeline extends StoredRecord {

    private String code;

    private String name;

    @Column(name = "is_default")
    private boolean standard;

    @OneToMany(mappedBy = "pipeline", cascade = CascadeType.ALL, orphanRemoval = true, fetch = FetchType.EAGER)
    @Fetch(FetchMode.SUBSELECT)
    private List<Stage> stages = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    protected Pipeline() {
    }

    public Pipeline(UUID id, PipelineDetails details, Stamp stamp) {
        super(id, stamp.source(), stamp.now(), stamp.by());
        assign(details);
    }

    void revise(PipelineDetails details, Stamp stamp) {
        assign(details);
        touch(stamp.now(), stamp.by());
    }

    private void assign(PipelineDetails details) {
        List<Violation> broken = broken(details.stages());
        if (!broken.isEmpty()) {
            throw ProblemException.invalid(broken);
        }
        this.code = details.code();
        this.name = details.name() == null ? details.code() : details.name();
        this.standard = Boolean.TRUE.equals(details.isDefault());
        Map<String, Stage> known = stages.stream().collect(Collectors.toMap(Stage::code, Function.identity()));
        Set<String> wanted = details.stages().stream().map(StageDetails::code).collect(Collectors.toSet());
        stages.removeIf(stage -> !wanted.contains(stage.code()));
        for (StageDetails stage : details.stages()) {
            Stage present = known.get(stage.code());
            if (present == null) {
                stages.add(new Stage(this, stage));
            } else {
                present.assign(stage);
            }
        }
    }

    private static List<Violation> broken(List<StageDetails> stages) {
        List<Violation> broken = new ArrayList<>();
        Set<String> codes = new HashSet<>();
        Set<Integer> orders = new HashSet<>();
        for (int i = 0; i < stages.size(); i++) {
            StageDetails stage = stages.get(i);
            String pointer = "/stages/" + i;
            if (!codes.add(stage.code())) {
                broken.add(new Violation(pointer + "/code", "repeated-stage", "There are two stages " + stage.code() + "."));
            }
            if (!orders.add(stage.sortOrder())) {
                broken.add(new Violation(pointer + "/sortOrder", "repeated-order", "Two stages have the same place."));
            }
            if (Boolean.TRUE.equals(stage.isWon())
                    && (!Boolean.TRUE.equals(stage.isClosed()) || !Objects.equals(stage.probability(), 100))) {
                broken.add(new Violation(pointer + "/isWon", "won-is-certain", "A won stage is closed, at 100 percent."));
            }
            if (Boolean.TRUE.equals(stage.isClosed()) && !Boolean.TRUE.equals(stage.isWon())
                    && !Objects.equals(stage.probability(), 0)) {
                broken.add(new Violation(pointer + "/probability", "lost-has-no-chance", "A lost stage is at 0 percent."));
            }
        }
        if (stages.stream().allMatch(stage -> Boolean.TRUE.equals(stage.isClosed()))) {
            broken.add(new Violation("/stages", "no-open-stage", "A pipeline needs a stage to begin in."));
        }
        if (stages.stream().noneMatch(stage -> Boolean.TRUE.equals(stage.isWon()))) {
            broken.add(new Violation("/stages", "no-won-stage", "A pipeline needs a stage to win in."));
        }
        return broken;
    }

    PipelineDetails details() {
        return new PipelineDetails(code, name, standard, stages().stream().map(Stage::details).toList());
    }

    public String code() {
        return code;
    }

    public boolean isDefault() {
        return standard;
    }

    /** The stages in their order. */
    public List<Stage> stages() {
        return stages.stream().sorted(Comparator.comparingInt(Stage::sortOrder)).toList();
    }

    public Optional<Stage> stage(String stageCode) {
        return stages.stream().filter(stage -> stage.code().equals(stageCode)).findFirst();
    }

    public Optional<Stage> stage(UUID stageId) {
        return stages.stream().filter(stage -> stage.id().equals(stageId)).findFirst();
    }

    /** Where deals begin. */
    public Stage first() {
        return stages().stream().filter(stage -> !stage.isClosed()).findFirst().orElseThrow();
    }

    /** Where deals are won: the first won stage in order. */
    public Stage won() {
        return stages().stream().filter(Stage::isWon).findFirst().orElseThrow();
    }

    /** Where deals are lost: the first lost stage in order, where there is one. */
    public Optional<Stage> lost() {
        return stages().stream().filter(Stage::isLost).findFirst();
    }
}
