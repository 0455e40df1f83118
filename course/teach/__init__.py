"""To teach from the course: slides, cards for a talk, the questions before and after, a fluent wrong answer to take apart.

``course teach slides``     slides of a lesson, as one HTML file and as PDF
``course teach viva``       cards for a talk, two a student, one of them on the student's own code
``course teach inventory``  what moved between the answers before and after the course
``course teach form``       the questions before and after, to print and as a page
``course teach critique``   what is wrong with this answer? A sheet, a page, and the check

What a lesson asks on its slides stands in `course.content.plans`.
"""
