"""Errors a person can mend: each message names the thing that is wrong and what to do about it.

The whole tree, with the module of each::

    CourseError                   course.errors
        ArgumentError             course.judgement.argument
        CastError                 course.faces.cast
        ChainError                course.judgement.chain
        ClaimError                course.policy.row
        ClauseError               course.judgement.clauses
        EvaluationError           course.evaluation.checks
        ExplorerError             course.explorer.counts
        FormError                 course.content.forms
        GalleryError              course.matching.errors
        GridError                 course.mending.grid
        ImageError                course.matching.errors
            NoFaceError           course.matching.errors
            SeveralFacesError     course.matching.errors
        JournalError              course.judgement.journal
        LabError                  course.site.browser.assemble
        LensError                 course.judgement.lenses
        LessonFailed              course.content.executed
        MendingError              course.mending.shown
        PrincipleError            course.judgement.principle
        RecogniserError           course.recognisers
            MissingRecogniserError  course.recognisers
        RekognitionError          course.rekognition.errors
        RenderError               course.faces.render.provision
        SandboxError              course.grading.sandbox.kernel
        SiteError                 course.site.lessons
        SourceError               course.content.source
        TeachError                course.teach.pages
        TimeError                 course.grading.times
        UseError                  course.policy.uses
        WeightsError              course.matching.errors

``CheckFailed`` (`course.checks.check`) is none of them: it tells a student about an answer, and nothing is broken.
"""


class CourseError(Exception):
    """A mistake in input or set-up. The command line prints its message without a traceback."""
