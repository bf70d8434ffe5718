using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Switchyard.Generators;

/// <summary>Reports an argument that joins instructions with data, which the prompt would keep apart.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PromptConcatenationAnalyzer() : TaskCallAnalyzer(Descriptors.PromptConcatenation)
{
    // What an order to a model begins with. Labels and sentences of data ("Order 7 of …") begin otherwise.
    private static readonly Regex s_instruction = new(
        @"(?:^|[.!?:\n])\s*(?:please\s+)?(?:you (?:are|must|will|should)|act as|answer|analy[sz]e|classify|compare|convert|correct|create|describe|do not|don't|draft|evaluate|explain|extract|find|generate|give|identify|ignore|list|never|always|only|pretend|prove|rate|reply|respond|return|rewrite|say|summari[sz]e|suggest|tell|translate|use|write)\b[^.!?:\n]*\s\S",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private protected override Diagnostic? Advise(IInvocationOperation call, OperationAnalysisContext context)
    {
        foreach (var argument in call.Arguments.Where(argument => argument.Parameter?.Type.SpecialType == SpecialType.System_String))
        {
            var (text, hasData) = ("", false);
            Collect(argument.Value, ref text, ref hasData);
            if (hasData && s_instruction.IsMatch(text))
            {
                return Diagnostic.Create(
                    Descriptors.PromptConcatenation, argument.Value.Syntax.GetLocation(), argument.Parameter!.Name, TaskCall.Name(call));
            }
        }

        return null;
    }

    private static void Collect(IOperation value, ref string text, ref bool hasData)
    {
        switch (value)
        {
            case { ConstantValue: { HasValue: true, Value: string constant } }:
                text += constant;
                break;
            case IConversionOperation conversion:
                Collect(conversion.Operand, ref text, ref hasData);
                break;
            case IParenthesizedOperation parenthesized:
                Collect(parenthesized.Operand, ref text, ref hasData);
                break;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                Collect(sum.LeftOperand, ref text, ref hasData);
                Collect(sum.RightOperand, ref text, ref hasData);
                break;
            case IInterpolatedStringOperation interpolated:
                foreach (var part in interpolated.Parts)
                {
                    if (part is IInterpolatedStringTextOperation constant)
                        Collect(constant.Text, ref text, ref hasData);
                    else
                        Collect(((IInterpolationOperation)part).Expression, ref text, ref hasData);
                }

                break;
            case IInvocationOperation { TargetMethod: { Name: "Format" or "Concat" or "Join", ContainingType.SpecialType: SpecialType.System_String } } join:
                foreach (var argument in join.Arguments)
                    Collect(argument.Value, ref text, ref hasData);
                break;
            default:
                // Whatever it is, it ends the constant that stood before it.
                text += "\u2026 ";
                hasData = true;
                break;
        }
    }
}
