using KnowledgeBase.Loading;

namespace KnowledgeBase.Recognition.Secrets.Learnt;

/// <summary>How likely a word must be a secret before it is taken out.</summary>
/// <param name="WhereSpokenOf">Where passwords, PINs or security questions are spoken of.</param>
/// <param name="Elsewhere">In all other messages.</param>
/// <param name="CalledOtherwise">Right behind a word for something else, written as no secret is, or a word that is said about passwords where none is spoken of.</param>
internal readonly record struct SureEnough(double WhereSpokenOf, double Elsewhere, double CalledOtherwise)
{
    public static SureEnough Read(ContentNode node) =>
        new(node.Required("where-spoken-of").Share(), node.Required("elsewhere").Share(), node.Required("called-otherwise").Share());

    public double For(SecretSearch search, Traits traits, int at)
    {
        var isSpokenOf = search.Mention(SecretSense.PasswordWords | SecretSense.PinWords | SecretSense.AnswerCues);

        return traits.IsCalledOtherwise(at) || (traits.IsOrdinary(at) && !isSpokenOf) ? CalledOtherwise
            : isSpokenOf && !traits.IsOrdinary(at) ? WhereSpokenOf
            : Elsewhere;
    }
}
