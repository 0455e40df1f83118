"""The synthetic cast: rendered faces of nobody. Load images, labels and embeddings.

``load``         images and labels
``embeddings``   the templates two recognisers made of those images, with the same labels
``counterfactuals``, ``counterfactual_embeddings``   the same people with exactly one factor changed
``cards``, ``shop``, ``card_embeddings``, ``shop_embeddings``   pictures as for a card, and stills of a shop's camera
``enrolled``     one template a person, all of one kind of picture: what a gallery is made of
``own``, ``own_embeddings``   your own images, on this machine alone (``course faces add``)
``course.faces.lfw``   a reader for LFW's folders and pairs files, if you have them
"""

from course.lazy import face

__all__, __getattr__, __dir__ = face(__name__, {
    "cast": "load embeddings counterfactuals counterfactual_embeddings cards card_embeddings shop shop_embeddings enrolled Cast Embeddings CastError",
    "own_images": "own own_embeddings",
})
