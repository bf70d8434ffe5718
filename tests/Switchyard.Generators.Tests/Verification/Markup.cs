using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Switchyard.Generators.Tests;

/// <summary>Source in which <c>[|</c> and <c>|]</c> surround what a diagnostic must point at.</summary>
internal sealed record Markup(string Source, IReadOnlyList<TextSpan> Spans)
{
    public static Markup Parse(string marked)
    {
        var source = new StringBuilder();
        var spans = new List<TextSpan>();
        var starts = new Stack<int>();
        for (var index = 0; index < marked.Length; index++)
        {
            switch (marked.AsSpan(index))
            {
                case ['[', '|', ..]:
                    starts.Push(source.Length);
                    index++;
                    break;
                case ['|', ']', ..]:
                    spans.Add(TextSpan.FromBounds(starts.Pop(), source.Length));
                    index++;
                    break;
                default:
                    source.Append(marked[index]);
                    break;
            }
        }

        return new(source.ToString(), [.. spans.OrderBy(span => span.Start)]);
    }
}
