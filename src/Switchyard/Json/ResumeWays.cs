namespace Switchyard;

/// <summary>How an answer that broke off can be resumed, as far as its request says.</summary>
/// <param name="CanReask">Whether asking again can be compared with what was delivered: there is only one answer.</param>
/// <param name="EndOfMessages">Where in the body the beginning of the answer can be put; negative with tools or a schema, which forbid it.</param>
internal readonly record struct ResumeWays(bool CanReask, int EndOfMessages)
{
    public bool CanPrefill => EndOfMessages >= 0;
}
